(* A calibrated prediction has an unbiased volume; the converse fails. Generated from the claims in TypeScript by `npx dice-workbook theorems --coq`. *)

From Coq Require Import Reals Lra Psatz.
From DiceWorkbook Require Import Certificates.
Local Open Scope R_scope.

(* a level adds no more to the bias than to the calibration error *)
Theorem one_level : forall p d f m : R,
  p >= 0 ->
  d >= f - m ->
  d >= m - f ->
  p * (f - m) <= p * d.
Proof.
  start.
  certify (p * (d - (f - m))).
Qed.

(* False: it adds at most 9/10 of that *)
Theorem not_one_level_less : ~ (forall p d f m : R,
  p >= 0 ->
  d >= f - m ->
  d >= m - f ->
  p * (f - m) <= 9 / 10 * p * d).
Proof.
  intros claimed; specialize (claimed (1) (1) (1) (0)); cbv zeta in claimed; contradict.
Qed.

