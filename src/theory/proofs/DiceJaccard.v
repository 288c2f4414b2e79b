(* Dice and Jaccard approximate each other. Generated from the claims in TypeScript by `npx dice-workbook theorems --coq`. *)

From Coq Require Import Reals Lra Psatz.
From DiceWorkbook Require Import Certificates.
Local Open Scope R_scope.

(* the Dice score is a function of the Jaccard index *)
Theorem identity : forall tp fp fn : R,
  let D := 2 * tp / (2 * tp + fp + fn) in
  let J := tp / (tp + fp + fn) in
  tp >= 0 ->
  fp >= 0 ->
  fn >= 0 ->
  tp + fp + fn > 0 ->
  D = 2 * J / (1 + J).
Proof.
  start.
  know_positive (2 * tp + fp + fn).
  know_positive (tp + fp + fn).
  know_positive (1 + tp / (tp + fp + fn)).
  identity.
Qed.

(* D − J is at most 3 − 2√2 *)
Theorem absolute_error : forall tp fp fn : R,
  let D := 2 * tp / (2 * tp + fp + fn) in
  let J := tp / (tp + fp + fn) in
  tp >= 0 ->
  fp >= 0 ->
  fn >= 0 ->
  tp + fp + fn > 0 ->
  D - J <= 3 - 2 * sqrt 2.
Proof.
  start.
  know_root (2).
  know_positive (2 * tp + fp + fn).
  know_positive (tp + fp + fn).
  know_positive (1 + tp / (tp + fp + fn)).
  certify ((tp / (tp + fp + fn) + 1 - sqrt 2) ^ 2 / (1 + tp / (tp + fp + fn))).
Qed.

(* and nothing smaller would do: soft counts attain it, as masks with fp/tp ever nearer to √2 approach it *)
Theorem absolute_error_is_attained :   exists tp fp fn : R,
  let D := 2 * tp / (2 * tp + fp + fn) in
  let J := tp / (tp + fp + fn) in
  tp >= 0 /\ fp >= 0 /\ fn >= 0 /\ tp + fp + fn > 0 /\ D - J = 3 - 2 * sqrt 2.
Proof.
  start.
  know_root (2).
  know_positive (2 * 1 + sqrt 2 + 0).
  know_positive (1 + sqrt 2 + 0).
  exists (1); exists (sqrt 2); exists (0); cbv zeta.
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  identity.
Qed.

(* J never exceeds D *)
Theorem jaccard_below_dice : forall tp fp fn : R,
  let D := 2 * tp / (2 * tp + fp + fn) in
  let J := tp / (tp + fp + fn) in
  tp >= 0 ->
  fp >= 0 ->
  fn >= 0 ->
  tp + fp + fn > 0 ->
  J <= D.
Proof.
  start.
  know_positive (tp + fp + fn).
  know_positive (2 * tp + fp + fn).
  know_positive (1 + tp / (tp + fp + fn)).
  certify (tp / (tp + fp + fn) * (fp + fn) / (tp + fp + fn) / (1 + tp / (tp + fp + fn))).
Qed.

(* D is at most twice J, the relative error 1 *)
Theorem relative_error : forall tp fp fn : R,
  let D := 2 * tp / (2 * tp + fp + fn) in
  let J := tp / (tp + fp + fn) in
  tp >= 0 ->
  fp >= 0 ->
  fn >= 0 ->
  tp + fp + fn > 0 ->
  D <= 2 * J.
Proof.
  start.
  know_positive (2 * tp + fp + fn).
  know_positive (tp + fp + fn).
  know_positive (1 + tp / (tp + fp + fn)).
  certify (2 * (tp / (tp + fp + fn)) ^ 2 / (1 + tp / (tp + fp + fn))).
Qed.

(* and no factor below 2 would do *)
Theorem relative_error_is_least : forall e : R,
  e > 0 ->
  exists tp fp fn : R,
  let D := 2 * tp / (2 * tp + fp + fn) in
  let J := tp / (tp + fp + fn) in
  tp >= 0 /\ fp >= 0 /\ fn >= 0 /\ tp + fp + fn > 0 /\ D > (2 - e) * J.
Proof.
  start.
  know_positive (2 * e + 2 + 0).
  know_positive (e + 2 + 0).
  know_positive ((e + 1) * (e + 2)).
  exists (e); exists (2); exists (0); cbv zeta.
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  certify_strictly (e ^ 3 / ((e + 1) * (e + 2))).
Qed.

(* of the losses, the Dice loss never exceeds the Jaccard loss *)
Theorem loss_below : forall tp fp fn : R,
  let D := 2 * tp / (2 * tp + fp + fn) in
  let J := tp / (tp + fp + fn) in
  tp >= 0 ->
  fp >= 0 ->
  fn >= 0 ->
  tp + fp + fn > 0 ->
  1 - D <= 1 - J.
Proof.
  start.
  know_positive (2 * tp + fp + fn).
  know_positive (tp + fp + fn).
  know_positive (1 + tp / (tp + fp + fn)).
  certify (tp / (tp + fp + fn) * (fp + fn) / (tp + fp + fn) / (1 + tp / (tp + fp + fn))).
Qed.

(* which is at most twice as large *)
Theorem loss_relative_error : forall tp fp fn : R,
  let D := 2 * tp / (2 * tp + fp + fn) in
  let J := tp / (tp + fp + fn) in
  tp >= 0 ->
  fp >= 0 ->
  fn >= 0 ->
  tp + fp + fn > 0 ->
  1 - J <= 2 * (1 - D).
Proof.
  start.
  know_positive (tp + fp + fn).
  know_positive (2 * tp + fp + fn).
  know_positive (1 + tp / (tp + fp + fn)).
  certify ((1 - tp / (tp + fp + fn)) ^ 2 / (1 + tp / (tp + fp + fn))).
Qed.

(* and no factor below 2 would do *)
Theorem loss_relative_error_is_least : forall e : R,
  e > 0 ->
  exists tp fp fn : R,
  let D := 2 * tp / (2 * tp + fp + fn) in
  let J := tp / (tp + fp + fn) in
  tp >= 0 /\ fp >= 0 /\ fn >= 0 /\ tp + fp + fn > 0 /\ 1 - J > (2 - e) * (1 - D).
Proof.
  start.
  know_positive (2 + e + 0).
  know_positive (2 * 2 + e + 0).
  know_positive ((2 + e) * (4 + e)).
  exists (2); exists (e); exists (0); cbv zeta.
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  certify_strictly (e * (e + e ^ 2) / ((2 + e) * (4 + e))).
Qed.

(* False: D − J is at most 0.1715728: exceeded by masks of 169 pixels *)
Theorem not_smaller_absolute_error : ~ (forall tp fp fn : R,
  let D := 2 * tp / (2 * tp + fp + fn) in
  let J := tp / (tp + fp + fn) in
  tp >= 0 ->
  fp >= 0 ->
  fn >= 0 ->
  tp + fp + fn > 0 ->
  D - J <= (107233 / 625000)).
Proof.
  intros claimed; specialize (claimed (70) (99) (0)); cbv zeta in claimed; contradict.
Qed.

(* False: D is at most 1.99 J: exceeded by masks of 300 pixels *)
Theorem not_smaller_relative_error : ~ (forall tp fp fn : R,
  let D := 2 * tp / (2 * tp + fp + fn) in
  let J := tp / (tp + fp + fn) in
  tp >= 0 ->
  fp >= 0 ->
  fn >= 0 ->
  tp + fp + fn > 0 ->
  D <= (199 / 100) * J).
Proof.
  intros claimed; specialize (claimed (1) (299) (0)); cbv zeta in claimed; contradict.
Qed.

(* False: D never exceeds J *)
Theorem not_dice_below_jaccard : ~ (forall tp fp fn : R,
  let D := 2 * tp / (2 * tp + fp + fn) in
  let J := tp / (tp + fp + fn) in
  tp >= 0 ->
  fp >= 0 ->
  fn >= 0 ->
  tp + fp + fn > 0 ->
  D <= J).
Proof.
  intros claimed; specialize (claimed (1) (1) (0)); cbv zeta in claimed; contradict.
Qed.

