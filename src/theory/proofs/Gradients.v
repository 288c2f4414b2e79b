(* Soft Dice weighs itself, and soft Jaccard follows the same direction. Generated from the claims in TypeScript by `npx dice-workbook theorems --coq`. *)

From Coq Require Import Reals Lra Psatz.
From DiceWorkbook Require Import Certificates.
Local Open Scope R_scope.

(* soft Dice by the probability of a pixel with label y: 2 − D over both volumes on the foreground, −D on the background *)
Theorem dice_slope : forall A t P I y : R,
  let V := A + t + P in
  let D := 2 * (I + y * t) / V in
  A + t + P > 0 ->
  derivable_pt_lim (fun t => 2 * (I + y * t) / (A + t + P)) t ((2 * y - D) / V).
Proof.
  start.
  know_positive (A + t + P).
  derive.
Qed.

(* 2 − D is twice the union over both volumes *)
Theorem dice_and_union : forall A t P I y : R,
  let V := A + t + P in
  let U := A + t + P - I - y * t in
  let D := 2 * (I + y * t) / V in
  let J := (I + y * t) / U in
  A + t + P > 0 ->
  A + t + P - I - y * t > 0 ->
  2 - D = 2 * U / V.
Proof.
  start.
  know_positive (A + t + P).
  identity.
Qed.

(* soft Jaccard has the slope of soft Dice times 2/(2 − D)², written with 2 − D = 2U/V *)
Theorem jaccard_slope : forall A t P I y : R,
  let V := A + t + P in
  let U := A + t + P - I - y * t in
  let D := 2 * (I + y * t) / V in
  let J := (I + y * t) / U in
  A + t + P > 0 ->
  A + t + P - I - y * t > 0 ->
  derivable_pt_lim (fun t => (I + y * t) / (A + t + P - I - y * t)) t (2 / (2 * U / V) ^ 2 * ((2 * y - D) / V)).
Proof.
  start.
  know_positive (A + t + P - I - y * t).
  know_positive (A + t + P).
  know_positive ((2 * (A + t + P - I - y * t) / (A + t + P)) ^ 2).
  derive.
Qed.

(* foreground weighs against background as (2 − D)/D = 1/J *)
Theorem weight : forall A t P I y : R,
  let V := A + t + P in
  let U := A + t + P - I - y * t in
  let D := 2 * (I + y * t) / V in
  let J := (I + y * t) / U in
  A + t + P > 0 ->
  A + t + P - I - y * t > 0 ->
  I + y * t > 0 ->
  (2 - D) / D = 1 / J.
Proof.
  start.
  know_positive (A + t + P).
  know_positive (2 * (I + y * t) / (A + t + P)).
  know_positive (A + t + P - I - y * t).
  know_positive ((I + y * t) / (A + t + P - I - y * t)).
  identity.
Qed.

(* the factor is at least 1/2 *)
Theorem factor_least : forall D : R,
  D >= 0 ->
  D <= 1 ->
  2 / (2 - D) ^ 2 >= 1 / 2.
Proof.
  start.
  know_positive ((2 - D) ^ 2).
  know_positive (2 * (2 - D) ^ 2).
  certify (D * (4 - D) / (2 * (2 - D) ^ 2)).
Qed.

(* and at most 2 *)
Theorem factor_most : forall D : R,
  D >= 0 ->
  D <= 1 ->
  2 / (2 - D) ^ 2 <= 2.
Proof.
  start.
  know_positive ((2 - D) ^ 2).
  certify (2 * (1 - D) * (3 - D) / (2 - D) ^ 2).
Qed.

(* cross-entropy with foreground weight w = 1/J has its threshold 1/(1 + w) at D/2 *)
Theorem threshold : forall A t P I y : R,
  let V := A + t + P in
  let U := A + t + P - I - y * t in
  let D := 2 * (I + y * t) / V in
  let J := (I + y * t) / U in
  A + t + P > 0 ->
  A + t + P - I - y * t > 0 ->
  I + y * t > 0 ->
  1 / (1 + 1 / J) = D / 2.
Proof.
  start.
  know_positive (A + t + P - I - y * t).
  know_positive ((I + y * t) / (A + t + P - I - y * t)).
  know_positive (1 + 1 / ((I + y * t) / (A + t + P - I - y * t))).
  know_positive (A + t + P).
  identity.
Qed.

(* False: the factor is at most 1.99 *)
Theorem not_smaller_factor : ~ (forall D : R,
  D >= 0 ->
  D <= 1 ->
  2 / (2 - D) ^ 2 <= (199 / 100)).
Proof.
  intros claimed; specialize (claimed (1)); cbv zeta in claimed; contradict.
Qed.

(* False: the threshold is D *)
Theorem not_other_weight : ~ (forall A t P I y : R,
  let V := A + t + P in
  let U := A + t + P - I - y * t in
  let D := 2 * (I + y * t) / V in
  let J := (I + y * t) / U in
  A + t + P > 0 ->
  A + t + P - I - y * t > 0 ->
  I + y * t > 0 ->
  1 / (1 + 1 / J) = D).
Proof.
  intros claimed; specialize (claimed (1) (0) (2) (1) (1)); cbv zeta in claimed; contradict.
Qed.

