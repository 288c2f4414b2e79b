(* The Jaccard loss is submodular, the Dice loss is not. Generated from the claims in TypeScript by `npx dice-workbook theorems --coq`. *)

From Coq Require Import Reals Lra Psatz.
From DiceWorkbook Require Import Certificates.
Local Open Scope R_scope.

(* β ≥ 1: a second false negative adds no more than the first *)
Theorem two_false_negatives : forall a b α β P : R,
  let c := P - b in
  let T := P - b + α * a + β * b in
  let d := β - 1 in
  let neither := 1 - (P - b - 0) / (P - b - 0 + α * (a + 0) + β * (b + 0)) in
  let one := 1 - (P - b - 1) / (P - b - 1 + α * (a + 0) + β * (b + 1)) in
  let other := 1 - (P - b - 1) / (P - b - 1 + α * (a + 0) + β * (b + 1)) in
  let both := 1 - (P - b - 2) / (P - b - 2 + α * (a + 0) + β * (b + 2)) in
  a >= 0 ->
  b >= 0 ->
  α >= 0 ->
  β >= 1 ->
  P >= b + 2 ->
  P > 0 ->
  both + neither <= one + other.
Proof.
  start.
  know_positive (P - b - 2 + α * (a + 0) + β * (b + 2)).
  know_positive (P - b - 0 + α * (a + 0) + β * (b + 0)).
  know_positive (P - b - 1 + α * (a + 0) + β * (b + 1)).
  know_positive ((P - b + α * a + β * b) * (P - b + α * a + β * b + (β - 1)) * (P - b + α * a + β * b + 2 * (β - 1))).
  know_positive ((P - b + α * a + β * b + (β - 1)) * (P - b + α * a + β * b + 2 * (β - 1))).
  certify (2 * (P - b) * (β - 1) ^ 2 / ((P - b + α * a + β * b) * (P - b + α * a + β * b + (β - 1)) * (P - b + α * a + β * b + 2 * (β - 1))) + 2 * (β - 1) / ((P - b + α * a + β * b + (β - 1)) * (P - b + α * a + β * b + 2 * (β - 1)))).
Qed.

(* nor a second false positive *)
Theorem two_false_positives : forall a b α β P : R,
  let c := P - b in
  let T := P - b + α * a + β * b in
  let d := β - 1 in
  let neither := 1 - (P - b - 0) / (P - b - 0 + α * (a + 0) + β * (b + 0)) in
  let one := 1 - (P - b - 0) / (P - b - 0 + α * (a + 1) + β * (b + 0)) in
  let other := 1 - (P - b - 0) / (P - b - 0 + α * (a + 1) + β * (b + 0)) in
  let both := 1 - (P - b - 0) / (P - b - 0 + α * (a + 2) + β * (b + 0)) in
  a >= 0 ->
  b >= 0 ->
  α >= 0 ->
  β >= 1 ->
  P >= b ->
  P - b + α * a + β * b > 0 ->
  both + neither <= one + other.
Proof.
  start.
  know_positive (P - b - 0 + α * (a + 2) + β * (b + 0)).
  know_positive (P - b - 0 + α * (a + 0) + β * (b + 0)).
  know_positive (P - b - 0 + α * (a + 1) + β * (b + 0)).
  know_positive ((P - b + α * a + β * b) * (P - b + α * a + β * b + α) * (P - b + α * a + β * b + 2 * α)).
  certify (2 * (P - b) * α ^ 2 / ((P - b + α * a + β * b) * (P - b + α * a + β * b + α) * (P - b + α * a + β * b + 2 * α))).
Qed.

(* nor one of the two kinds after the other *)
Theorem one_of_each : forall a b α β P : R,
  let c := P - b in
  let T := P - b + α * a + β * b in
  let d := β - 1 in
  let neither := 1 - (P - b - 0) / (P - b - 0 + α * (a + 0) + β * (b + 0)) in
  let one := 1 - (P - b - 0) / (P - b - 0 + α * (a + 1) + β * (b + 0)) in
  let other := 1 - (P - b - 1) / (P - b - 1 + α * (a + 0) + β * (b + 1)) in
  let both := 1 - (P - b - 1) / (P - b - 1 + α * (a + 1) + β * (b + 1)) in
  a >= 0 ->
  b >= 0 ->
  α >= 0 ->
  β >= 1 ->
  P >= b + 1 ->
  P > 0 ->
  both + neither <= one + other.
Proof.
  start.
  know_positive (P - b - 1 + α * (a + 1) + β * (b + 1)).
  know_positive (P - b - 0 + α * (a + 0) + β * (b + 0)).
  know_positive (P - b - 0 + α * (a + 1) + β * (b + 0)).
  know_positive (P - b - 1 + α * (a + 0) + β * (b + 1)).
  know_positive ((P - b + α * a + β * b) * (P - b + α * a + β * b + α) * (P - b + α * a + β * b + (β - 1)) * (P - b + α * a + β * b + α + (β - 1))).
  know_positive ((P - b + α * a + β * b + (β - 1)) * (P - b + α * a + β * b + α + (β - 1))).
  certify ((P - b) * α * (β - 1) * (2 * (P - b + α * a + β * b) + α + (β - 1)) / ((P - b + α * a + β * b) * (P - b + α * a + β * b + α) * (P - b + α * a + β * b + (β - 1)) * (P - b + α * a + β * b + α + (β - 1))) + α / ((P - b + α * a + β * b + (β - 1)) * (P - b + α * a + β * b + α + (β - 1)))).
Qed.

(* 0 < β < 1, Dice among them, fails for every P ≥ 2 at two false negatives *)
Theorem fails_below : forall P β : R,
  let neither := 1 - P / P in
  let one := 1 - (P - 1) / (P - 1 + β) in
  let both := 1 - (P - 2) / (P - 2 + 2 * β) in
  P >= 2 ->
  β > 0 ->
  β < 1 ->
  both + neither > 2 * one.
Proof.
  start.
  know_positive (P - 2 + 2 * β).
  know_positive (P).
  know_positive (P - 1 + β).
  know_positive ((P - 2 + 2 * β) * (P - 1 + β)).
  certify_strictly (2 * β * (1 - β) / ((P - 2 + 2 * β) * (P - 1 + β))).
Qed.

(* False: a second false negative of the Dice loss (α = β = 1/2) adds no more than the first *)
Theorem not_dice_is_submodular : ~ (forall P : R,
  let neither := 1 - P / P in
  let one := 1 - (P - 1) / (P - 1 / 2) in
  let both := 1 - (P - 2) / (P - 1) in
  P >= 2 ->
  both + neither <= 2 * one).
Proof.
  intros claimed; specialize (claimed (2)); cbv zeta in claimed; contradict.
Qed.

