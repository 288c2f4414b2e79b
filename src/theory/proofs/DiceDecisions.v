(* The Dice-optimal prediction holds the accuracy-optimal one where pixels are independent, but not for every joint law. Generated from the claims in TypeScript by `npx dice-workbook theorems --coq`. *)

From Coq Require Import Reals Lra Psatz.
From DiceWorkbook Require Import Certificates.
Local Open Scope R_scope.

(* an independent pixel of marginal 1/2 gains (k − 2t)/(k(k + 2)), whatever the other labels *)
Theorem gain_at_half : forall t k : R,
  let as_foreground := 2 * (t + 1) / (k + 2) - 2 * t / (k + 1) in
  let as_background := 2 * t / (k + 1) - 2 * t / k in
  t >= 0 ->
  2 * t <= k ->
  k > 0 ->
  (as_foreground + as_background) / 2 = (k - 2 * t) / (k * (k + 2)).
Proof.
  start.
  know_positive (k + 2).
  know_positive (k + 1).
  know_positive (k).
  know_positive (k * (k + 2)).
  identity.
Qed.

(* and one of marginal m > 1/2 gains: every Dice-optimal prediction holds it (at k = 0 the gain is m, or 2m − 1 where 0/0 is 1) *)
Theorem gain_above_half : forall t k m : R,
  let as_foreground := 2 * (t + 1) / (k + 2) - 2 * t / (k + 1) in
  let as_background := 2 * t / (k + 1) - 2 * t / k in
  t >= 0 ->
  2 * t <= k ->
  k > 0 ->
  m > 1 / 2 ->
  m * as_foreground + (1 - m) * as_background > 0.
Proof.
  start.
  know_positive (k + 2).
  know_positive (k + 1).
  know_positive (k).
  know_positive (k * (k + 2)).
  know_positive ((k + 1) * (k + 2)).
  know_positive (k * (k + 1)).
  certify_strictly ((k - 2 * t) / (k * (k + 2)) + (m - 1 / 2) * (2 * (k + 1 - t) / ((k + 1) * (k + 2)) + 2 * t / (k * (k + 1)))).
Qed.

(* False: an independent pixel of marginal m > 2/5 gains *)
Theorem not_gain_at_two_fifths : ~ (forall t k m : R,
  let as_foreground := 2 * (t + 1) / (k + 2) - 2 * t / (k + 1) in
  let as_background := 2 * t / (k + 1) - 2 * t / k in
  t >= 0 ->
  2 * t <= k ->
  k > 0 ->
  m > 2 / 5 ->
  m * as_foreground + (1 - m) * as_background > 0).
Proof.
  intros claimed; specialize (claimed (2) (4) (9 / 20)); cbv zeta in claimed; contradict.
Qed.

