(* For labels of constant volume the Dice-optimal decision is a threshold at half the optimal score. Generated from the claims in TypeScript by `npx dice-workbook theorems --coq`. *)

From Coq Require Import Reals Lra Psatz.
From DiceWorkbook Require Import Certificates.
Local Open Scope R_scope.

(* a pixel of marginal m more gains (2m − D)/(k + 1 + V), so it is worth it exactly where m > D/2 *)
Theorem gain : forall a k V m : R,
  let D := 2 * a / (k + V) in
  let more := 2 * (a + m) / (k + 1 + V) in
  a >= 0 ->
  k >= 0 ->
  V > 0 ->
  m >= 0 ->
  more - D = (2 * m - D) / (k + 1 + V).
Proof.
  start.
  know_positive (k + 1 + V).
  know_positive (k + V).
  identity.
Qed.

(* a pixel above the threshold D/2 gains *)
Theorem above_gains : forall a k V m : R,
  let D := 2 * a / (k + V) in
  let more := 2 * (a + m) / (k + 1 + V) in
  a >= 0 ->
  k >= 0 ->
  V > 0 ->
  m >= 0 ->
  m > D / 2 ->
  more > D.
Proof.
  start.
  know_positive (k + V).
  know_positive (k + 1 + V).
  certify_strictly (2 * (m - 2 * a / (k + V) / 2) / (k + 1 + V)).
Qed.

(* a pixel below it does not *)
Theorem below_loses : forall a k V m : R,
  let D := 2 * a / (k + V) in
  let more := 2 * (a + m) / (k + 1 + V) in
  a >= 0 ->
  k >= 0 ->
  V > 0 ->
  m >= 0 ->
  m <= D / 2 ->
  more <= D.
Proof.
  start.
  know_positive (k + V).
  know_positive (k + 1 + V).
  certify (2 * (2 * a / (k + V) / 2 - m) / (k + 1 + V)).
Qed.

(* the threshold is at most 1/2: the marginals inside add up to at most k and to at most V *)
Theorem at_most_half : forall a k V m : R,
  let D := 2 * a / (k + V) in
  a >= 0 ->
  k >= 0 ->
  V > 0 ->
  m >= 0 ->
  a <= k ->
  a <= V ->
  D / 2 <= 1 / 2.
Proof.
  start.
  know_positive (k + V).
  know_positive (2 * (k + V)).
  certify ((k - a + (V - a)) / (2 * (k + V))).
Qed.

(* an optimum of k among n pixels is no smaller than V²/n: outside no marginal exceeds D/2, and all add up to V *)
Theorem volume : forall a k V m n : R,
  let D := 2 * a / (k + V) in
  a >= 0 ->
  k >= 0 ->
  V > 0 ->
  m >= 0 ->
  n > 0 ->
  n >= k ->
  V <= a + (n - k) * D / 2 ->
  a <= k ->
  V ^ 2 <= n * k.
Proof.
  start.
  know_positive (k + V).
  certify ((k + V) * (a + (n - k) * (2 * a / (k + V)) / 2 - V) + (n + V) * (k - a)).
Qed.

(* False: a pixel above D/3 gains *)
Theorem not_threshold_at_third : ~ (forall a k V m : R,
  let D := 2 * a / (k + V) in
  let more := 2 * (a + m) / (k + 1 + V) in
  a >= 0 ->
  k >= 0 ->
  V > 0 ->
  m >= 0 ->
  m > D / 3 ->
  more > D).
Proof.
  intros claimed; specialize (claimed (1) (1) (1) (2 / 5)); cbv zeta in claimed; contradict.
Qed.

