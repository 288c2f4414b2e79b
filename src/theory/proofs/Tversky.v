(* Tversky departs from Dice monotonically with its weights. Generated from the claims in TypeScript by `npx dice-workbook theorems --coq`. *)

From Coq Require Import Reals Lra Psatz.
From DiceWorkbook Require Import Certificates.
Local Open Scope R_scope.

(* where 2α and 2β are at most w², D exceeds S by at most (w − 1)/(w + 1) *)
Theorem absolute_error_below : forall tp fp fn α β k : R,
  let D := 2 * tp / (2 * tp + fp + fn) in
  let S := tp / (tp + α * fp + β * fn) in
  let V := tp + α * fp + β * fn in
  let W := 2 * tp + fp + fn in
  let w := 1 + k in
  let E := fp + fn in
  tp >= 0 ->
  fp >= 0 ->
  fn >= 0 ->
  tp + fp + fn > 0 ->
  α >= 0 ->
  β >= 0 ->
  tp + α * fp + β * fn > 0 ->
  k >= 0 ->
  2 * α <= (1 + k) ^ 2 ->
  2 * β <= (1 + k) ^ 2 ->
  D - S <= (w - 1) / (w + 1).
Proof.
  start.
  know_positive (2 * tp + fp + fn).
  know_positive (tp + α * fp + β * fn).
  know_positive (1 + k + 1).
  know_positive ((1 + k + 1) * (2 * tp + fp + fn) * (2 * tp + (1 + k) ^ 2 * (fp + fn))).
  know_positive ((tp + α * fp + β * fn) * (2 * tp + (1 + k) ^ 2 * (fp + fn))).
  certify (k * ((1 + k) * (fp + fn) - 2 * tp) ^ 2 / ((1 + k + 1) * (2 * tp + fp + fn) * (2 * tp + (1 + k) ^ 2 * (fp + fn))) + tp * (((1 + k) ^ 2 - 2 * α) * fp + ((1 + k) ^ 2 - 2 * β) * fn) / ((tp + α * fp + β * fn) * (2 * tp + (1 + k) ^ 2 * (fp + fn)))).
Qed.

(* where 1/(2α) and 1/(2β) are at most w², S exceeds D by at most (w − 1)/(w + 1) *)
Theorem absolute_error_above : forall tp fp fn α β k : R,
  let D := 2 * tp / (2 * tp + fp + fn) in
  let S := tp / (tp + α * fp + β * fn) in
  let V := tp + α * fp + β * fn in
  let W := 2 * tp + fp + fn in
  let w := 1 + k in
  let E := fp + fn in
  tp >= 0 ->
  fp >= 0 ->
  fn >= 0 ->
  tp + fp + fn > 0 ->
  α >= 0 ->
  β >= 0 ->
  tp + α * fp + β * fn > 0 ->
  k >= 0 ->
  2 * α * (1 + k) ^ 2 >= 1 ->
  2 * β * (1 + k) ^ 2 >= 1 ->
  S - D <= (w - 1) / (w + 1).
Proof.
  start.
  know_positive (tp + α * fp + β * fn).
  know_positive (2 * tp + fp + fn).
  know_positive (1 + k + 1).
  know_positive ((1 + k + 1) * (2 * tp + fp + fn) * (2 * (1 + k) ^ 2 * tp + (fp + fn))).
  know_positive ((tp + α * fp + β * fn) * (2 * (1 + k) ^ 2 * tp + (fp + fn))).
  certify (k * (2 * (1 + k) * tp - (fp + fn)) ^ 2 / ((1 + k + 1) * (2 * tp + fp + fn) * (2 * (1 + k) ^ 2 * tp + (fp + fn))) + tp * ((2 * α * (1 + k) ^ 2 - 1) * fp + (2 * β * (1 + k) ^ 2 - 1) * fn) / ((tp + α * fp + β * fn) * (2 * (1 + k) ^ 2 * tp + (fp + fn)))).
Qed.

(* where 2α and 2β are at most m, D is at most m times S *)
Theorem relative_error_above : forall tp fp fn α β m : R,
  let D := 2 * tp / (2 * tp + fp + fn) in
  let S := tp / (tp + α * fp + β * fn) in
  let V := tp + α * fp + β * fn in
  let W := 2 * tp + fp + fn in
  tp >= 0 ->
  fp >= 0 ->
  fn >= 0 ->
  tp + fp + fn > 0 ->
  α >= 0 ->
  β >= 0 ->
  tp + α * fp + β * fn > 0 ->
  m >= 1 ->
  2 * α <= m ->
  2 * β <= m ->
  D <= m * S.
Proof.
  start.
  know_positive (2 * tp + fp + fn).
  know_positive (tp + α * fp + β * fn).
  know_positive ((tp + α * fp + β * fn) * (2 * tp + fp + fn)).
  certify (tp * (2 * (m - 1) * tp + (m - 2 * α) * fp + (m - 2 * β) * fn) / ((tp + α * fp + β * fn) * (2 * tp + fp + fn))).
Qed.

(* where 1/(2α) and 1/(2β) are at most m, S is at most m times D *)
Theorem relative_error_below : forall tp fp fn α β m : R,
  let D := 2 * tp / (2 * tp + fp + fn) in
  let S := tp / (tp + α * fp + β * fn) in
  let V := tp + α * fp + β * fn in
  let W := 2 * tp + fp + fn in
  tp >= 0 ->
  fp >= 0 ->
  fn >= 0 ->
  tp + fp + fn > 0 ->
  α >= 0 ->
  β >= 0 ->
  tp + α * fp + β * fn > 0 ->
  m >= 1 ->
  2 * m * α >= 1 ->
  2 * m * β >= 1 ->
  S <= m * D.
Proof.
  start.
  know_positive (tp + α * fp + β * fn).
  know_positive (2 * tp + fp + fn).
  know_positive ((tp + α * fp + β * fn) * (2 * tp + fp + fn)).
  certify (tp * (2 * (m - 1) * tp + (2 * m * α - 1) * fp + (2 * m * β - 1) * fn) / ((tp + α * fp + β * fn) * (2 * tp + fp + fn))).
Qed.

(* a bound that 2α reaches is attained *)
Theorem absolute_error_below_is_attained_fp : forall k β : R,
  k >= 0 ->
  β >= 0 ->
  exists tp fp fn : R,
  let α := (1 + k) ^ 2 / 2 in
  let D := 2 * tp / (2 * tp + fp + fn) in
  let S := tp / (tp + α * fp + β * fn) in
  tp >= 0 /\ fp >= 0 /\ fn >= 0 /\ tp + fp + fn > 0 /\ tp + α * fp + β * fn > 0 /\ D - S = (1 + k - 1) / (1 + k + 1).
Proof.
  start.
  know_positive (2 * (1 + k) + 2 + 0).
  know_positive (1 + k + (1 + k) ^ 2 / 2 * 2 + β * 0).
  know_positive (1 + k + 1).
  exists (1 + k); exists (2); exists (0); cbv zeta.
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  identity.
Qed.

(* a bound that 1/(2α) reaches is attained *)
Theorem absolute_error_above_is_attained_fp : forall k β : R,
  k >= 0 ->
  β >= 0 ->
  exists tp fp fn : R,
  let α := 1 / (2 * (1 + k) ^ 2) in
  let D := 2 * tp / (2 * tp + fp + fn) in
  let S := tp / (tp + α * fp + β * fn) in
  tp >= 0 /\ fp >= 0 /\ fn >= 0 /\ tp + fp + fn > 0 /\ tp + α * fp + β * fn > 0 /\ S - D = (1 + k - 1) / (1 + k + 1).
Proof.
  start.
  know_positive (2 * (1 + k) ^ 2).
  know_positive (1 + 1 / (2 * (1 + k) ^ 2) * (2 * (1 + k)) + β * 0).
  know_positive (2 * 1 + 2 * (1 + k) + 0).
  know_positive (1 + k + 1).
  exists (1); exists (2 * (1 + k)); exists (0); cbv zeta.
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  identity.
Qed.

(* no factor below m = 2α would do *)
Theorem relative_error_above_is_least_fp : forall β m e : R,
  β >= 0 ->
  m >= 1 ->
  e > 0 ->
  exists tp fp fn : R,
  let α := m / 2 in
  let D := 2 * tp / (2 * tp + fp + fn) in
  let S := tp / (tp + α * fp + β * fn) in
  tp >= 0 /\ fp >= 0 /\ fn >= 0 /\ tp + fp + fn > 0 /\ tp + α * fp + β * fn > 0 /\ D > (m - e) * S.
Proof.
  start.
  know_positive (2 * e + 2 * m + 0).
  know_positive (e + m / 2 * (2 * m) + β * 0).
  know_positive (e + m).
  exists (e); exists (2 * m); exists (0); cbv zeta.
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  certify_strictly (e / (e + m / 2 * (2 * m) + β * 0) * (e + e ^ 2) / (e + m)).
Qed.

(* no factor below m = 1/(2α) would do *)
Theorem relative_error_below_is_least_fp : forall β m e : R,
  β >= 0 ->
  m >= 1 ->
  e > 0 ->
  exists tp fp fn : R,
  let α := 1 / (2 * m) in
  let D := 2 * tp / (2 * tp + fp + fn) in
  let S := tp / (tp + α * fp + β * fn) in
  tp >= 0 /\ fp >= 0 /\ fn >= 0 /\ tp + fp + fn > 0 /\ tp + α * fp + β * fn > 0 /\ S > (m - e) * D.
Proof.
  start.
  know_positive (2 * m).
  know_positive (e + 1 / (2 * m) * (2 * m ^ 2) + β * 0).
  know_positive (2 * e + 2 * m ^ 2 + 0).
  know_positive (e + m).
  exists (e); exists (2 * m ^ 2); exists (0); cbv zeta.
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  certify_strictly (2 * e / (2 * e + 2 * m ^ 2 + 0) * (e + e ^ 2) / (e + m)).
Qed.

(* a bound that 2β reaches is attained *)
Theorem absolute_error_below_is_attained_fn : forall k α : R,
  k >= 0 ->
  α >= 0 ->
  exists tp fn fp : R,
  let β := (1 + k) ^ 2 / 2 in
  let D := 2 * tp / (2 * tp + fp + fn) in
  let S := tp / (tp + α * fp + β * fn) in
  tp >= 0 /\ fp >= 0 /\ fn >= 0 /\ tp + fp + fn > 0 /\ tp + α * fp + β * fn > 0 /\ D - S = (1 + k - 1) / (1 + k + 1).
Proof.
  start.
  know_positive (2 * (1 + k) + 0 + 2).
  know_positive (1 + k + α * 0 + (1 + k) ^ 2 / 2 * 2).
  know_positive (1 + k + 1).
  exists (1 + k); exists (2); exists (0); cbv zeta.
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  identity.
Qed.

(* a bound that 1/(2β) reaches is attained *)
Theorem absolute_error_above_is_attained_fn : forall k α : R,
  k >= 0 ->
  α >= 0 ->
  exists tp fn fp : R,
  let β := 1 / (2 * (1 + k) ^ 2) in
  let D := 2 * tp / (2 * tp + fp + fn) in
  let S := tp / (tp + α * fp + β * fn) in
  tp >= 0 /\ fp >= 0 /\ fn >= 0 /\ tp + fp + fn > 0 /\ tp + α * fp + β * fn > 0 /\ S - D = (1 + k - 1) / (1 + k + 1).
Proof.
  start.
  know_positive (2 * (1 + k) ^ 2).
  know_positive (1 + α * 0 + 1 / (2 * (1 + k) ^ 2) * (2 * (1 + k))).
  know_positive (2 * 1 + 0 + 2 * (1 + k)).
  know_positive (1 + k + 1).
  exists (1); exists (2 * (1 + k)); exists (0); cbv zeta.
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  identity.
Qed.

(* no factor below m = 2β would do *)
Theorem relative_error_above_is_least_fn : forall α m e : R,
  α >= 0 ->
  m >= 1 ->
  e > 0 ->
  exists tp fn fp : R,
  let β := m / 2 in
  let D := 2 * tp / (2 * tp + fp + fn) in
  let S := tp / (tp + α * fp + β * fn) in
  tp >= 0 /\ fp >= 0 /\ fn >= 0 /\ tp + fp + fn > 0 /\ tp + α * fp + β * fn > 0 /\ D > (m - e) * S.
Proof.
  start.
  know_positive (2 * e + 0 + 2 * m).
  know_positive (e + α * 0 + m / 2 * (2 * m)).
  know_positive (e + m).
  exists (e); exists (2 * m); exists (0); cbv zeta.
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  certify_strictly (e / (e + α * 0 + m / 2 * (2 * m)) * (e + e ^ 2) / (e + m)).
Qed.

(* no factor below m = 1/(2β) would do *)
Theorem relative_error_below_is_least_fn : forall α m e : R,
  α >= 0 ->
  m >= 1 ->
  e > 0 ->
  exists tp fn fp : R,
  let β := 1 / (2 * m) in
  let D := 2 * tp / (2 * tp + fp + fn) in
  let S := tp / (tp + α * fp + β * fn) in
  tp >= 0 /\ fp >= 0 /\ fn >= 0 /\ tp + fp + fn > 0 /\ tp + α * fp + β * fn > 0 /\ S > (m - e) * D.
Proof.
  start.
  know_positive (2 * m).
  know_positive (e + α * 0 + 1 / (2 * m) * (2 * m ^ 2)).
  know_positive (2 * e + 0 + 2 * m ^ 2).
  know_positive (e + m).
  exists (e); exists (2 * m ^ 2); exists (0); cbv zeta.
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  certify_strictly (2 * e / (2 * e + 0 + 2 * m ^ 2) * (e + e ^ 2) / (e + m)).
Qed.

(* the absolute error increases with w *)
Theorem monotone : forall k m : R,
  k >= 1 ->
  m > k ->
  (k - 1) / (k + 1) < (m - 1) / (m + 1).
Proof.
  start.
  know_positive (k + 1).
  know_positive (m + 1).
  know_positive ((m + 1) * (k + 1)).
  certify_strictly (2 * (m - k) / ((m + 1) * (k + 1))).
Qed.

(* and w² along a ray from (1/2, 1/2), 2α = 1 + tp: for p < 0 the inverse 1/(1 + tp) rises *)
Theorem monotone_along_rays : forall t p : R,
  1 + t * p > 0 ->
  derivable_pt_lim (fun t => 1 / (1 + t * p)) t (((- p)) / (1 + t * p) ^ 2).
Proof.
  start.
  know_positive (1 + t * p).
  know_positive ((1 + t * p) ^ 2).
  derive.
Qed.

(* on α + β = 1, with δ = |α − 1/2|, the largest of 1 ± 2δ and their inverses is 1/(1 − 2δ) *)
Theorem on_the_line : forall δ : R,
  δ >= 0 ->
  δ < 1 / 2 ->
  1 + 2 * δ <= 1 / (1 - 2 * δ).
Proof.
  start.
  know_positive (1 - 2 * δ).
  know_positive (2 * (1 / 2 - δ)).
  certify (4 * δ ^ 2 / (2 * (1 / 2 - δ))).
Qed.

(* False: D and S(0.3, 0.7) differ by at most 0.127 *)
Theorem not_smaller_error : ~ (forall tp fp fn : R,
  let D := 2 * tp / (2 * tp + fp + fn) in
  let S := tp / (tp + (3 / 10) * fp + (7 / 10) * fn) in
  tp >= 0 ->
  fp >= 0 ->
  fn >= 0 ->
  tp + fp + fn > 0 ->
  S - D <= (127 / 1000)).
Proof.
  intros claimed; specialize (claimed (55) (142) (0)); cbv zeta in claimed; contradict.
Qed.

(* False: S(0.3, 0.7) is at most 1.6 times D *)
Theorem not_smaller_factor : ~ (forall tp fp fn : R,
  let D := 2 * tp / (2 * tp + fp + fn) in
  let S := tp / (tp + (3 / 10) * fp + (7 / 10) * fn) in
  tp >= 0 ->
  fp >= 0 ->
  fn >= 0 ->
  tp + fp + fn > 0 ->
  S <= (8 / 5) * D).
Proof.
  intros claimed; specialize (claimed (1) (100) (0)); cbv zeta in claimed; contradict.
Qed.

