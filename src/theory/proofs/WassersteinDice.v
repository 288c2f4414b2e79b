(* The generalised Wasserstein Dice score of two classes is soft Dice. Generated from the claims in TypeScript by `npx dice-workbook theorems --coq`. *)

From Coq Require Import Reals Lra Psatz.
From DiceWorkbook Require Import Certificates.
Local Open Scope R_scope.

(* 2TP + ΣW is A + P *)
Theorem volumes : forall I A P ε : R,
  let wrong := P - I + (A - I) in
  let hits := P - (P - I) in
  I >= 0 ->
  I <= A ->
  I <= P ->
  A + P > 0 ->
  ε > 0 ->
  2 * hits + wrong = A + P.
Proof.
  start.
  identity.
Qed.

(* so the score is soft Dice, with a smoothing constant likewise *)
Theorem soft_dice : forall I A P ε : R,
  let wrong := P - I + (A - I) in
  let hits := P - (P - I) in
  I >= 0 ->
  I <= A ->
  I <= P ->
  A + P > 0 ->
  ε > 0 ->
  (2 * hits + ε) / (A + P + ε) = (2 * I + ε) / (A + P + ε).
Proof.
  start.
  know_positive (A + P + ε).
  identity.
Qed.

(* and without *)
Theorem without_smoothing : forall I A P ε : R,
  let wrong := P - I + (A - I) in
  let hits := P - (P - I) in
  I >= 0 ->
  I <= A ->
  I <= P ->
  A + P > 0 ->
  ε > 0 ->
  2 * hits / (A + P) = 2 * I / (A + P).
Proof.
  start.
  know_positive (A + P).
  identity.
Qed.

(* False: the score is soft Jaccard *)
Theorem not_soft_jaccard : ~ (forall I A P ε : R,
  let wrong := P - I + (A - I) in
  let hits := P - (P - I) in
  I >= 0 ->
  I <= A ->
  I <= P ->
  A + P > 0 ->
  ε > 0 ->
  2 * hits / (A + P) <= I / (A + P - I)).
Proof.
  intros claimed; specialize (claimed (1) (2) (2) (1)); cbv zeta in claimed; contradict.
Qed.

