(* Empty masks: 0/0 is a convention, and the mean depends on it. Generated from the claims in TypeScript by `npx dice-workbook theorems --coq`. *)

From Coq Require Import Reals Lra Psatz.
From DiceWorkbook Require Import Certificates.
Local Open Scope R_scope.

(* smoothing gives an empty reference with predicted volume A the score ε/(A + ε), positive and less than 1 *)
Theorem smoothing : forall A ε : R,
  A > 0 ->
  ε > 0 ->
  ε / (A + ε) = 1 - A / (A + ε).
Proof.
  start.
  know_positive (A + ε).
  identity.
Qed.

(* so a wrong prediction of nothing is not 0 *)
Theorem smoothing_is_positive : forall A ε : R,
  A > 0 ->
  ε > 0 ->
  ε / (A + ε) > 0.
Proof.
  start.
  know_positive (A + ε).
  certify_strictly (1 * ε / (A + ε)).
Qed.

(* False: smoothing leaves an empty reference with a prediction at 0 *)
Theorem not_smoothing_leaves_zero : ~ (forall A ε : R,
  A > 0 ->
  ε > 0 ->
  ε / (A + ε) <= 0).
Proof.
  intros claimed; specialize (claimed (1) (1)); cbv zeta in claimed; contradict.
Qed.

