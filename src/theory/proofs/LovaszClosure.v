(* The Lovász extension of a submodular loss is its convex closure. Generated from the claims in TypeScript by `npx dice-workbook theorems --coq`. *)

From Coq Require Import Reals Lra Psatz.
From DiceWorkbook Require Import Certificates.
Local Open Scope R_scope.

(* where the loss is submodular, the last pixel of a chain adds no more to the chain than to a set that it belongs to *)
Theorem one_pixel : forall union meet set chain : R,
  union + meet <= set + chain ->
  union - chain <= set - meet.
Proof.
  start.
  certify (1 * set + -1 * meet + -1 * union + 1 * chain).
Qed.

(* Dice, all P ≥ 2 pixels of the image foreground, two of them with the error 1/2: the mixture of the two single ones costs less than the Lovász extension, which takes both or none *)
Theorem dice_exceeds_its_closure : forall P : R,
  let single := 1 - 2 * (P - 1) / (2 * P - 1) in
  let pair := 1 - 2 * (P - 2) / (2 * P - 2) in
  P >= 2 ->
  single / 2 + single / 2 < pair / 2.
Proof.
  start.
  know_positive (2 * P - 1).
  know_positive (2 * P - 2).
  know_positive ((2 * P - 1) * (2 * P - 2)).
  certify_strictly (1 / ((2 * P - 1) * (2 * P - 2))).
Qed.

(* False: no mixture costs less for Dice *)
Theorem not_dice_is_its_closure : ~ (forall P : R,
  let single := 1 - 2 * (P - 1) / (2 * P - 1) in
  let pair := 1 - 2 * (P - 2) / (2 * P - 2) in
  P >= 2 ->
  single / 2 + single / 2 >= pair / 2).
Proof.
  intros claimed; specialize (claimed (2)); cbv zeta in claimed; contradict.
Qed.

