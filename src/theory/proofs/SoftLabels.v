(* Jaccard metric losses are metrics, Dice semimetric losses miss the triangle inequality by 3/2. Generated from the claims in TypeScript by `npx dice-workbook theorems --coq`. *)

From Coq Require Import Reals Lra Psatz.
From DiceWorkbook Require Import Certificates.
Local Open Scope R_scope.

(* JML₁ (twice this) and JML₂ satisfy the triangle inequality, for soft masks of every size *)
Theorem triangle : forall t d e g f h : R,
  t >= 0 ->
  d >= 0 ->
  e >= 0 ->
  g >= 0 ->
  t <= d + e ->
  f <= g + e ->
  h <= g + d ->
  g + t > 0 ->
  f + d > 0 ->
  h + e > 0 ->
  t / (g + t) <= d / (f + d) + e / (h + e).
Proof.
  start.
  know_positive (g + t).
  know_positive (f + d).
  know_positive (h + e).
  know_positive ((g + t) * (g + t + (d + e - t))).
  know_positive ((f + d) * (g + t + (d + e - t))).
  know_positive ((h + e) * (g + t + (d + e - t))).
  certify (g * (d + e - t) / ((g + t) * (g + t + (d + e - t))) + d * (g + e - f) / ((f + d) * (g + t + (d + e - t))) + e * (g + d - h) / ((h + e) * (g + t + (d + e - t)))).
Qed.

(* DML is JML/(2 − JML), first forms *)
Theorem semimetric_of_metric_1 : forall t g : R,
  t >= 0 ->
  g > 0 ->
  2 * t / (g + t) / (2 * g / (g + t)) = t / g.
Proof.
  start.
  know_positive (g + t).
  know_positive (2 * g / (g + t)).
  know_positive (g).
  identity.
Qed.

(* where 2 − JML is 2g/(g + t) *)
Theorem two_minus_metric : forall t g : R,
  t >= 0 ->
  g > 0 ->
  2 - 2 * t / (g + t) = 2 * g / (g + t).
Proof.
  start.
  know_positive (g + t).
  identity.
Qed.

(* and second forms, where 2 − JML is (2g + t)/(g + t) *)
Theorem semimetric_of_metric_2 : forall t g : R,
  t >= 0 ->
  g > 0 ->
  t / (g + t) / ((2 * g + t) / (g + t)) = t / (2 * g + t).
Proof.
  start.
  know_positive (g + t).
  know_positive ((2 * g + t) / (g + t)).
  know_positive (2 * g + t).
  identity.
Qed.

(* DML satisfies the triangle inequality with the factor 3/2: with DML = h(JML), h(t) = t/(2 − t), where the two legs add up to at most 1 *)
Theorem relaxed_triangle_near : forall u v j : R,
  u >= 0 ->
  u <= 1 ->
  v >= 0 ->
  v <= 1 ->
  j >= 0 ->
  j <= 1 ->
  j <= u + v ->
  u + v <= 1 ->
  j / (2 - j) <= 3 / 2 * (u / (2 - u) + v / (2 - v)).
Proof.
  start.
  know_positive (2 - j).
  know_positive (2 - u).
  know_positive (2 - v).
  know_positive ((2 - u) * (2 - v) * (4 - u - v)).
  know_positive ((4 - u - v) * (2 - u - v)).
  know_positive ((2 - u - v) * (2 - j)).
  certify (3 * (u - v) ^ 2 / ((2 - u) * (2 - v) * (4 - u - v)) + 2 * (u + v) * (1 - u - v) / ((4 - u - v) * (2 - u - v)) + 2 * (u + v - j) / ((2 - u - v) * (2 - j))).
Qed.

(* and where they add up to at least 1, for no distance exceeds 1 *)
Theorem relaxed_triangle_far : forall u v j : R,
  u >= 0 ->
  u <= 1 ->
  v >= 0 ->
  v <= 1 ->
  j >= 0 ->
  j <= 1 ->
  j <= u + v ->
  u + v >= 1 ->
  j / (2 - j) <= 3 / 2 * (u / (2 - u) + v / (2 - v)).
Proof.
  start.
  know_positive (2 - j).
  know_positive (2 - u).
  know_positive (2 - v).
  know_positive ((2 - u) * (2 - v) * (4 - u - v)).
  know_positive (4 - u - v).
  certify (3 * (u - v) ^ 2 / ((2 - u) * (2 - v) * (4 - u - v)) + 4 * (u + v - 1) / (4 - u - v) + 2 * (1 - j) / (2 - j)).
Qed.

(* and no smaller factor would do: from {1} to {2} by way of {1, 2} *)
Theorem relaxed_triangle_is_tight :   exists u v j : R,
  u >= 0 /\ u <= 1 /\ v >= 0 /\ v <= 1 /\ j >= 0 /\ j <= 1 /\ j <= u + v /\ j / (2 - j) = 3 / 2 * (u / (2 - u) + v / (2 - v)).
Proof.
  start.
  know_positive (2 - 1).
  know_positive (2 - 1 / 2).
  exists (1 / 2); exists (1 / 2); exists (1); cbv zeta.
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  identity.
Qed.

(* False: DML satisfies it with the factor 149/100 *)
Theorem not_smaller_factor : ~ (forall u v j : R,
  u >= 0 ->
  u <= 1 ->
  v >= 0 ->
  v <= 1 ->
  j >= 0 ->
  j <= 1 ->
  j <= u + v ->
  j / (2 - j) <= 149 / 100 * (u / (2 - u) + v / (2 - v))).
Proof.
  intros claimed; specialize (claimed (1 / 2) (1 / 2) (1)); cbv zeta in claimed; contradict.
Qed.

