(* Beside a certain region, soft Dice marks or drops an uncertain one as a whole, and so biases its volume. Generated from the claims in TypeScript by `npx dice-workbook theorems --coq`. *)

From Coq Require Import Reals Lra Psatz.
From DiceWorkbook Require Import Certificates.
Local Open Scope R_scope.

(* all or nothing: marking the region gains (2p − 1)μ/(2 + μ), so it is marked exactly where p > 1/2, and the volume is off by μ(1[p > 1/2] − p) *)
Theorem all_or_nothing : forall p q μ : R,
  let marked := p * (2 * (1 + 1 * μ)) / (2 + μ + 1 * μ) + (1 - p) * 2 / (2 + 1 * μ) in
  let dropped := p * (2 * (1 + 0 * μ)) / (2 + μ + 0 * μ) + (1 - p) * 2 / (2 + 0 * μ) in
  p >= 0 ->
  p <= 1 ->
  q >= 0 ->
  q <= 1 ->
  μ > 0 ->
  marked - dropped = (2 * p - 1) * μ / (2 + μ).
Proof.
  start.
  know_positive (2 + μ + 1 * μ).
  know_positive (2 + 1 * μ).
  know_positive (2 + μ + 0 * μ).
  know_positive (2 + 0 * μ).
  know_positive (2 + μ).
  identity.
Qed.

(* the slope in q has the sign of p(1 + μ) − (1 − p)r² *)
Theorem all_or_nothing_slope : forall p q μ : R,
  let r := (2 + μ + q * μ) / (2 + q * μ) in
  p >= 0 ->
  p <= 1 ->
  q >= 0 ->
  q <= 1 ->
  μ > 0 ->
  derivable_pt_lim (fun q => p * (2 * (1 + q * μ)) / (2 + μ + q * μ) + (1 - p) * 2 / (2 + q * μ)) q (2 * μ / (2 + μ + q * μ) ^ 2 * (p * (1 + μ) - (1 - p) * r ^ 2)).
Proof.
  start.
  know_positive (2 + μ + q * μ).
  know_positive (2 + q * μ).
  know_positive ((2 + μ + q * μ) ^ 2).
  derive.
Qed.

(* and r falls with q: the sign changes once at most, from − to +, so the best q is 0 or 1 *)
Theorem ratio_falls : forall p q μ : R,
  p >= 0 ->
  p <= 1 ->
  q >= 0 ->
  q <= 1 ->
  μ > 0 ->
  derivable_pt_lim (fun q => (2 + μ + q * μ) / (2 + q * μ)) q (((- μ ^ 2)) / (2 + q * μ) ^ 2).
Proof.
  start.
  know_positive (2 + q * μ).
  know_positive ((2 + q * μ) ^ 2).
  derive.
Qed.

(* independent voxels, many: the slope in q has the sign of p²μ + 2p − 1, whatever q *)
Theorem independent_slope : forall p q μ : R,
  p >= 0 ->
  p <= 1 ->
  q >= 0 ->
  q <= 1 ->
  μ > 0 ->
  derivable_pt_lim (fun q => 2 * (1 + q * p * μ) / (2 + (p + q) * μ)) q (2 * μ * (p ^ 2 * μ + 2 * p - 1) / (2 + (p + q) * μ) ^ 2).
Proof.
  start.
  know_positive (2 + (p + q) * μ).
  know_positive ((2 + (p + q) * μ) ^ 2).
  derive.
Qed.

(* which is 0 at p = 1/(1 + s), s = √(1 + μ) *)
Theorem independent_threshold : forall s : R,
  let μ := s ^ 2 - 1 in
  let p := 1 / (1 + s) in
  s > 1 ->
  p ^ 2 * μ + 2 * p - 1 = 0.
Proof.
  start.
  know_positive (1 + s).
  identity.
Qed.

(* there half the attained score 2/(2 + μp) is p itself: the threshold is D*/2 *)
Theorem half_the_score : forall s : R,
  let μp := (s ^ 2 - 1) / (1 + s) in
  s > 1 ->
  1 / (2 + (s - 1)) = 1 / (1 + s).
Proof.
  start.
  know_positive (2 + (s - 1)).
  know_positive (1 + s).
  identity.
Qed.

(* cross-entropy has the slope (q − p)/(q(1 − q)): its optimum q = p keeps the volume *)
Theorem cross_entropy : forall q p : R,
  q > 0 ->
  q < 1 ->
  (1 - p) / (1 - q) - p / q = (q - p) / (q * (1 - q)).
Proof.
  start.
  know_positive (1 - q).
  know_positive (q).
  know_positive (q * (1 - q)).
  identity.
Qed.

(* False: all or nothing: marking gains wherever p > 2/5 *)
Theorem not_other_threshold : ~ (forall p q μ : R,
  let marked := p * (2 * (1 + 1 * μ)) / (2 + μ + 1 * μ) + (1 - p) * 2 / (2 + 1 * μ) in
  let dropped := p * (2 * (1 + 0 * μ)) / (2 + μ + 0 * μ) + (1 - p) * 2 / (2 + 0 * μ) in
  p >= 0 ->
  p <= 1 ->
  q >= 0 ->
  q <= 1 ->
  μ > 0 ->
  p > 2 / 5 ->
  marked >= dropped).
Proof.
  intros claimed; specialize (claimed (9 / 20) (1) (1)); cbv zeta in claimed; contradict.
Qed.

