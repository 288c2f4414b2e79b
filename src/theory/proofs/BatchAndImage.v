(* Dice of a batch is a mean of the images’ Dice weighted by volume. Generated from the claims in TypeScript by `npx dice-workbook theorems --coq`. *)

From Coq Require Import Reals Lra Psatz.
From DiceWorkbook Require Import Certificates.
Local Open Scope R_scope.

(* the Dice score of two pooled images is the mean of theirs weighted by the sum of both volumes *)
Theorem pooled : forall a b e f : R,
  let v := 2 * a + e in
  let w := 2 * b + f in
  let first := 2 * a / v in
  let second := 2 * b / w in
  a >= 0 ->
  b >= 0 ->
  e >= 0 ->
  f >= 0 ->
  2 * a + e > 0 ->
  2 * b + f > 0 ->
  2 * (a + b) / (2 * (a + b) + e + f) = (v * first + w * second) / (v + w).
Proof.
  start.
  know_positive (2 * (a + b) + e + f).
  know_positive (2 * a + e).
  know_positive (2 * b + f).
  know_positive (2 * a + e + (2 * b + f)).
  identity.
Qed.

(* no difference to the plain mean of K images exceeds 1 − 1/K: with m the largest score the batch is at most m, the mean at least m/K *)
Theorem difference : forall K m batch mean : R,
  K >= 1 ->
  m >= 0 ->
  m <= 1 ->
  batch <= m ->
  mean >= m / K ->
  batch - mean <= 1 - 1 / K.
Proof.
  start.
  know_positive (K).
  certify (m - batch + (mean - m / K) + (1 - m) * ((K - 1) / K)).
Qed.

(* and nothing smaller would do: one object of n pixels found beside K − 1 single wrong pixels *)
Theorem difference_is_least : forall K n e : R,
  let batch := 2 * n / (2 * n + (K - 1)) in
  let mean := 1 / K in
  K >= 1 ->
  n > 0 ->
  e > 0 ->
  n * e >= K ->
  batch - mean > 1 - 1 / K - e.
Proof.
  start.
  know_positive (2 * n + (K - 1)).
  know_positive (K).
  certify_strictly ((2 * (n * e - K) + (K + 1) + e * (K - 1)) / (2 * n + (K - 1))).
Qed.

(* of two images whose volumes differ by a factor of at most r, batch and mean differ by at most (r − 1)/(2(r + 1)) *)
Theorem bounded_ratio : forall v w D d r : R,
  v > 0 ->
  w > 0 ->
  D >= 0 ->
  D <= 1 ->
  d >= 0 ->
  d <= 1 ->
  r >= 1 ->
  v <= r * w ->
  w <= r * v ->
  (v * D + w * d) / (v + w) - (D + d) / 2 <= (r - 1) / (2 * (r + 1)).
Proof.
  start.
  know_positive (v + w).
  know_positive (2 * (r + 1)).
  know_positive (2 * (r + 1) * (v + w)).
  certify (((r * w - v) * (D + (1 - d)) + (r * v - w) * (1 - D + d)) / (2 * (r + 1) * (v + w))).
Qed.

(* and nothing smaller would do *)
Theorem bounded_ratio_is_attained : forall k : R,
  k >= 0 ->
  exists v w D d : R,
  let r := 1 + k in
  v > 0 /\ w > 0 /\ D >= 0 /\ D <= 1 /\ d >= 0 /\ d <= 1 /\ v <= r * w /\ w <= r * v /\ (v * D + w * d) / (v + w) - (D + d) / 2 = (r - 1) / (2 * (r + 1)).
Proof.
  start.
  know_positive (1 + k + 1).
  know_positive (2 * (1 + k + 1)).
  exists (1 + k); exists (1); exists (1); exists (0); cbv zeta.
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  identity.
Qed.

(* in an image without foreground the slope of ε/(A + ε) is −ε/(A + ε)² *)
Theorem empty_slope : forall A ε : R,
  A > 0 ->
  ε > 0 ->
  derivable_pt_lim (fun A => ε / (A + ε)) A (((- ε)) / (A + ε) ^ 2).
Proof.
  start.
  know_positive (A + ε).
  know_positive ((A + ε) ^ 2).
  derive.
Qed.

(* it is steepest at ε = A *)
Theorem steepest : forall A ε : R,
  A > 0 ->
  ε > 0 ->
  ε / (A + ε) ^ 2 <= 1 / (4 * A).
Proof.
  start.
  know_positive ((A + ε) ^ 2).
  know_positive (4 * A).
  know_positive (4 * A * (A + ε) ^ 2).
  certify ((A - ε) ^ 2 / (4 * A * (A + ε) ^ 2)).
Qed.

(* False: of two images whose volumes differ by a factor of at most 3, batch and mean differ by at most 1/5 *)
Theorem not_smaller_difference : ~ (forall v w D d : R,
  v > 0 ->
  w > 0 ->
  D >= 0 ->
  D <= 1 ->
  d >= 0 ->
  d <= 1 ->
  v <= 3 * w ->
  w <= 3 * v ->
  (v * D + w * d) / (v + w) - (D + d) / 2 <= 1 / 5).
Proof.
  intros claimed; specialize (claimed (3) (1) (1) (0)); cbv zeta in claimed; contradict.
Qed.

(* False: the Dice score of two pooled images is their plain mean *)
Theorem not_plain_mean : ~ (forall a b e f : R,
  a >= 0 ->
  b >= 0 ->
  e >= 0 ->
  f >= 0 ->
  2 * a + e > 0 ->
  2 * b + f > 0 ->
  2 * (a + b) / (2 * (a + b) + e + f) = (2 * a / (2 * a + e) + 2 * b / (2 * b + f)) / 2).
Proof.
  intros claimed; specialize (claimed (3) (0) (0) (1)); cbv zeta in claimed; contradict.
Qed.

