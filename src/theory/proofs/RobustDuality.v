(* The worst weighting of the images, held near uniform by KL/β, costs a log of a mean of exponentials. Generated from the claims in TypeScript by `npx dice-workbook theorems --coq`. *)

From Coq Require Import Reals Lra Psatz.
From DiceWorkbook Require Import Certificates.
Local Open Scope R_scope.

(* an image of weight q adds at most z − q to the excess over the maximum, and weights add up to 1: the sum is at most 0 *)
Theorem one_image : forall q z g : R,
  q > 0 ->
  z > 0 ->
  g <= z / q - 1 ->
  q * g <= z - q.
Proof.
  start.
  know_positive (q).
  certify (q * (z / q - 1 - g)).
Qed.

(* False: an image adds at most (z − q)/2 *)
Theorem not_one_image_less : ~ (forall q z g : R,
  q > 0 ->
  z > 0 ->
  g <= z / q - 1 ->
  q * g <= (z - q) / 2).
Proof.
  intros claimed; specialize (claimed (1) (2) (1)); cbv zeta in claimed; contradict.
Qed.

