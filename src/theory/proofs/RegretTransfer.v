(* The optimum for one score is nearly optimal for the other. Generated from the claims in TypeScript by `npx dice-workbook theorems --coq`. *)

From Coq Require Import Reals Lra Psatz.
From DiceWorkbook Require Import Certificates.
Local Open Scope R_scope.

(* φ(x) = x/(2 − x), which turns Dice into Jaccard, lies above each of its tangents; so E φ(X) ≥ φ(E X) *)
Theorem tangent : forall x c : R,
  0 <= x ->
  x <= 1 ->
  0 <= c ->
  c <= 1 ->
  x / (2 - x) >= c / (2 - c) + 2 * (x - c) / (2 - c) ^ 2.
Proof.
  start.
  know_positive (2 - x).
  know_positive (2 - c).
  know_positive ((2 - c) ^ 2).
  know_positive ((2 - x) * (2 - c) ^ 2).
  certify (2 * (x - c) ^ 2 / ((2 - x) * (2 - c) ^ 2)).
Qed.

(* φ rises *)
Theorem rises : forall c x : R,
  0 <= c ->
  c <= x ->
  x <= 1 ->
  c / (2 - c) <= x / (2 - x).
Proof.
  start.
  know_positive (2 - c).
  know_positive (2 - x).
  know_positive ((2 - x) * (2 - c)).
  certify (2 * (x - c) / ((2 - x) * (2 - c))).
Qed.

(* φ loses at most 3 − 2√2 *)
Theorem loses : forall x : R,
  0 <= x ->
  x <= 1 ->
  x - x / (2 - x) <= 3 - 2 * sqrt 2.
Proof.
  start.
  know_root (2).
  know_positive (2 - x).
  certify ((x + sqrt 2 - 2) ^ 2 / (2 - x)).
Qed.

(* and at x = 2 − √2 that much *)
Theorem loses_as_much :   exists x : R,
  0 <= x /\ x <= 1 /\ x - x / (2 - x) = 3 - 2 * sqrt 2.
Proof.
  start.
  know_root (2).
  know_positive (2 - (2 - sqrt 2)).
  exists (2 - sqrt 2); cbv zeta.
  split; [ sign | ].
  split; [ sign | ].
  identity.
Qed.

(* φ takes at most half away: E D(f_D) ≤ 2 E D(f_J) *)
Theorem halves : forall x : R,
  0 <= x ->
  x <= 1 ->
  x <= 2 * x / (2 - x).
Proof.
  start.
  know_positive (2 - x).
  certify (x ^ 2 / (2 - x)).
Qed.

(* False: φ loses at most 0.1715 *)
Theorem not_loses_less : ~ (forall x : R,
  0 <= x ->
  x <= 1 ->
  x - x / (2 - x) <= (343 / 2000)).
Proof.
  intros claimed; specialize (claimed (10 / 17)); cbv zeta in claimed; contradict.
Qed.

