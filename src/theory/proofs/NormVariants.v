(* Soft Dice with the L1 and with the squared norm do not approximate each other. Generated from the claims in TypeScript by `npx dice-workbook theorems --coq`. *)

From Coq Require Import Reals Lra Psatz.
From DiceWorkbook Require Import Certificates.
Local Open Scope R_scope.

(* the squared norm never scores less *)
Theorem ordered : forall I Q P A : R,
  let L1 := 2 * I / (A + P) in
  let L2 := 2 * I / (Q + P) in
  I >= 0 ->
  Q >= 0 ->
  P >= 0 ->
  Q <= A ->
  2 * I <= Q + P ->
  Q + P > 0 ->
  L1 <= L2.
Proof.
  start.
  know_positive (A + P).
  know_positive (Q + P).
  know_positive ((A + P) * (Q + P)).
  certify (2 * I * (A - Q) / ((A + P) * (Q + P))).
Qed.

(* the two differ by at most 1 *)
Theorem absolute_error : forall I Q P A : R,
  let L1 := 2 * I / (A + P) in
  let L2 := 2 * I / (Q + P) in
  I >= 0 ->
  Q >= 0 ->
  P >= 0 ->
  Q <= A ->
  2 * I <= Q + P ->
  Q + P > 0 ->
  L2 - L1 <= 1.
Proof.
  start.
  know_positive (Q + P).
  know_positive (A + P).
  certify ((Q + P - 2 * I) / (Q + P) + 2 * I / (A + P)).
Qed.

(* and nothing below 1 would do: one foreground pixel at p = 1, and many background pixels at small p *)
Theorem absolute_error_is_least : forall e : R,
  e > 0 ->
  exists I P A Q : R,
  let L1 := 2 * I / (A + P) in
  let L2 := 2 * I / (Q + P) in
  I >= 0 /\ Q >= 0 /\ P >= 0 /\ Q <= A /\ 2 * I <= Q + P /\ Q + P > 0 /\ L2 - L1 > 1 - e.
Proof.
  start.
  know_positive (e).
  know_positive (1 + e + 1).
  know_positive (1 + e + 4 / e + 1).
  know_positive ((2 + e) * (4 + 2 * e + e ^ 2)).
  exists (1); exists (1); exists (1 + e + 4 / e); exists (1 + e); cbv zeta.
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  certify_strictly (e * (4 * e + 3 * e ^ 2 + e ^ 3) / ((2 + e) * (4 + 2 * e + e ^ 2))).
Qed.

(* and no factor joins them *)
Theorem no_relative_error : forall F : R,
  F > 1 ->
  exists I P A Q : R,
  let L1 := 2 * I / (A + P) in
  let L2 := 2 * I / (Q + P) in
  I >= 0 /\ Q >= 0 /\ P >= 0 /\ Q <= A /\ 2 * I <= Q + P /\ Q + P > 0 /\ L2 > F * L1.
Proof.
  start.
  know_positive (2 + 1).
  know_positive (2 + 3 * F + 1).
  exists (1); exists (1); exists (2 + 3 * F); exists (2); cbv zeta.
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  certify_strictly (2 * 1 / (2 + 3 * F + 1)).
Qed.

(* on hard masks, where Q = A, the two are equal *)
Theorem equal_on_masks : forall I Q P A : R,
  let L1 := 2 * I / (A + P) in
  let L2 := 2 * I / (Q + P) in
  I >= 0 ->
  Q >= 0 ->
  P >= 0 ->
  Q <= A ->
  2 * I <= Q + P ->
  Q + P > 0 ->
  A = Q ->
  L2 <= L1.
Proof.
  start.
  know_positive (Q + P).
  know_positive (A + P).
  know_positive ((A + P) * (Q + P)).
  certify (2 * I * (Q - A) / ((A + P) * (Q + P))).
Qed.

(* False: the two differ by at most 4/5 *)
Theorem not_smaller_error : ~ (forall I Q P A : R,
  let L1 := 2 * I / (A + P) in
  let L2 := 2 * I / (Q + P) in
  I >= 0 ->
  Q >= 0 ->
  P >= 0 ->
  Q <= A ->
  2 * I <= Q + P ->
  Q + P > 0 ->
  L2 - L1 <= 4 / 5).
Proof.
  intros claimed; specialize (claimed (1) (13 / 12) (1) (13)); cbv zeta in claimed; contradict.
Qed.

