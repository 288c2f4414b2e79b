(* No weighted Hamming similarity approximates Dice or Jaccard. Generated from the claims in TypeScript by `npx dice-workbook theorems --coq`. *)

From Coq Require Import Reals Lra Psatz.
From DiceWorkbook Require Import Certificates.
Local Open Scope R_scope.

(* no weight makes the error against D larger than 1 *)
Theorem absolute_error_above_D : forall tp fp fn tn γ : R,
  let D := 2 * tp / (2 * tp + fp + fn) in
  let J := tp / (tp + fp + fn) in
  let H := γ * tp / (tp + fn) + (1 - γ) * tn / (fp + tn) in
  let wrong := γ * fn / (tp + fn) + (1 - γ) * fp / (fp + tn) in
  tp >= 0 ->
  fp >= 0 ->
  fn >= 0 ->
  tn >= 0 ->
  tp + fn > 0 ->
  fp + tn > 0 ->
  γ >= 0 ->
  γ <= 1 ->
  H - D <= 1.
Proof.
  start.
  know_positive (tp + fn).
  know_positive (fp + tn).
  know_positive (2 * tp + fp + fn).
  certify (γ * fn / (tp + fn) + (1 - γ) * fp / (fp + tn) + 2 * tp / (2 * tp + fp + fn)).
Qed.

(* on neither side *)
Theorem absolute_error_below_D : forall tp fp fn tn γ : R,
  let D := 2 * tp / (2 * tp + fp + fn) in
  let J := tp / (tp + fp + fn) in
  let H := γ * tp / (tp + fn) + (1 - γ) * tn / (fp + tn) in
  tp >= 0 ->
  fp >= 0 ->
  fn >= 0 ->
  tn >= 0 ->
  tp + fn > 0 ->
  fp + tn > 0 ->
  γ >= 0 ->
  γ <= 1 ->
  D - H <= 1.
Proof.
  start.
  know_positive (2 * tp + fp + fn).
  know_positive (tp + fn).
  know_positive (fp + tn).
  certify ((fp + fn) / (2 * tp + fp + fn) + (γ * tp / (tp + fn) + (1 - γ) * tn / (fp + tn))).
Qed.

(* no weight makes the error against J larger than 1 *)
Theorem absolute_error_above_J : forall tp fp fn tn γ : R,
  let D := 2 * tp / (2 * tp + fp + fn) in
  let J := tp / (tp + fp + fn) in
  let H := γ * tp / (tp + fn) + (1 - γ) * tn / (fp + tn) in
  let wrong := γ * fn / (tp + fn) + (1 - γ) * fp / (fp + tn) in
  tp >= 0 ->
  fp >= 0 ->
  fn >= 0 ->
  tn >= 0 ->
  tp + fn > 0 ->
  fp + tn > 0 ->
  γ >= 0 ->
  γ <= 1 ->
  H - J <= 1.
Proof.
  start.
  know_positive (tp + fn).
  know_positive (fp + tn).
  know_positive (tp + fp + fn).
  certify (γ * fn / (tp + fn) + (1 - γ) * fp / (fp + tn) + tp / (tp + fp + fn)).
Qed.

(* on neither side *)
Theorem absolute_error_below_J : forall tp fp fn tn γ : R,
  let D := 2 * tp / (2 * tp + fp + fn) in
  let J := tp / (tp + fp + fn) in
  let H := γ * tp / (tp + fn) + (1 - γ) * tn / (fp + tn) in
  tp >= 0 ->
  fp >= 0 ->
  fn >= 0 ->
  tn >= 0 ->
  tp + fn > 0 ->
  fp + tn > 0 ->
  γ >= 0 ->
  γ <= 1 ->
  J - H <= 1.
Proof.
  start.
  know_positive (tp + fp + fn).
  know_positive (tp + fn).
  know_positive (fp + tn).
  certify ((fp + fn) / (tp + fp + fn) + (γ * tp / (tp + fn) + (1 - γ) * tn / (fp + tn))).
Qed.

(* whatever the weight, nothing below 1 would do against Dice: one foreground pixel, found, k = 4/e false positives among k + k² background pixels *)
Theorem absolute_error_is_least_D : forall γ e : R,
  γ >= 0 ->
  γ <= 1 ->
  e > 0 ->
  exists tp fp fn tn : R,
  let D := 2 * tp / (2 * tp + fp + fn) in
  let J := tp / (tp + fp + fn) in
  let H := γ * tp / (tp + fn) + (1 - γ) * tn / (fp + tn) in
  tp >= 0 /\ fp >= 0 /\ fn >= 0 /\ tn >= 0 /\ tp + fn > 0 /\ fp + tn > 0 /\ H - D > 1 - e.
Proof.
  start.
  know_positive (e).
  know_positive (1 + 0).
  know_positive (4 / e + (4 / e) ^ 2).
  know_positive (2 * 1 + 4 / e + 0).
  know_positive ((2 + e) * (4 + e)).
  know_positive (4 + e).
  exists (1); exists (4 / e); exists (0); exists ((4 / e) ^ 2); cbv zeta.
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  certify_strictly (e * ((2 + 4 * e + e ^ 2) / ((2 + e) * (4 + e)) + γ / (4 + e))).
Qed.

(* nor against Jaccard *)
Theorem absolute_error_is_least_J : forall γ e : R,
  γ >= 0 ->
  γ <= 1 ->
  e > 0 ->
  exists tp fp fn tn : R,
  let D := 2 * tp / (2 * tp + fp + fn) in
  let J := tp / (tp + fp + fn) in
  let H := γ * tp / (tp + fn) + (1 - γ) * tn / (fp + tn) in
  tp >= 0 /\ fp >= 0 /\ fn >= 0 /\ tn >= 0 /\ tp + fn > 0 /\ fp + tn > 0 /\ H - J > 1 - e.
Proof.
  start.
  know_positive (e).
  know_positive (1 + 0).
  know_positive (4 / e + (4 / e) ^ 2).
  know_positive (1 + 4 / e + 0).
  know_positive (4 + e).
  exists (1); exists (4 / e); exists (0); exists ((4 / e) ^ 2); cbv zeta.
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  certify_strictly (e * (2 + e + γ) / (4 + e)).
Qed.

(* for γ < 1 no factor F joins H and D: on an empty prediction D is 0 and H is not *)
Theorem no_relative_error_D : forall γ F : R,
  γ >= 0 ->
  γ <= 1 ->
  γ < 1 ->
  F > 0 ->
  exists tp fp fn tn : R,
  let D := 2 * tp / (2 * tp + fp + fn) in
  let J := tp / (tp + fp + fn) in
  let H := γ * tp / (tp + fn) + (1 - γ) * tn / (fp + tn) in
  tp >= 0 /\ fp >= 0 /\ fn >= 0 /\ tn >= 0 /\ tp + fn > 0 /\ fp + tn > 0 /\ H > F * D.
Proof.
  start.
  know_positive (0 + 1).
  know_positive (2 * 0 + 0 + 1).
  exists (0); exists (0); exists (1); exists (1); cbv zeta.
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  certify_strictly (1 - γ).
Qed.

(* nor H and J *)
Theorem no_relative_error_J : forall γ F : R,
  γ >= 0 ->
  γ <= 1 ->
  γ < 1 ->
  F > 0 ->
  exists tp fp fn tn : R,
  let D := 2 * tp / (2 * tp + fp + fn) in
  let J := tp / (tp + fp + fn) in
  let H := γ * tp / (tp + fn) + (1 - γ) * tn / (fp + tn) in
  tp >= 0 /\ fp >= 0 /\ fn >= 0 /\ tn >= 0 /\ tp + fn > 0 /\ fp + tn > 0 /\ H > F * J.
Proof.
  start.
  know_positive (0 + 1).
  know_positive (0 + 0 + 1).
  exists (0); exists (0); exists (1); exists (1); cbv zeta.
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  certify_strictly (1 - γ).
Qed.

(* for γ = 1, sensitivity, neither: one foreground pixel, found, and many false positives *)
Theorem no_relative_error_of_sensitivity_D : forall γ F : R,
  γ >= 0 ->
  γ <= 1 ->
  F > 0 ->
  exists tp fp fn tn : R,
  let D := 2 * tp / (2 * tp + fp + fn) in
  let J := tp / (tp + fp + fn) in
  let H := tp / (tp + fn) in
  tp >= 0 /\ fp >= 0 /\ fn >= 0 /\ tn >= 0 /\ tp + fn > 0 /\ fp + tn > 0 /\ H > F * D.
Proof.
  start.
  know_positive (1 + 0).
  know_positive (2 * 1 + 2 * F + 0).
  know_positive (1 + F).
  exists (1); exists (2 * F); exists (0); exists (1); cbv zeta.
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  certify_strictly (1 / (1 + F)).
Qed.

(* against Jaccard neither *)
Theorem no_relative_error_of_sensitivity_J : forall γ F : R,
  γ >= 0 ->
  γ <= 1 ->
  F > 0 ->
  exists tp fp fn tn : R,
  let D := 2 * tp / (2 * tp + fp + fn) in
  let J := tp / (tp + fp + fn) in
  let H := tp / (tp + fn) in
  tp >= 0 /\ fp >= 0 /\ fn >= 0 /\ tn >= 0 /\ tp + fn > 0 /\ fp + tn > 0 /\ H > F * J.
Proof.
  start.
  know_positive (1 + 0).
  know_positive (1 + 2 * F + 0).
  know_positive (1 + 2 * F).
  exists (1); exists (2 * F); exists (0); exists (1); cbv zeta.
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  split; [ sign | ].
  certify_strictly ((1 + F) / (1 + 2 * F)).
Qed.

(* weighing each foreground pixel by w is the weight γ = wP/(wP + N) *)
Theorem pixel_weights : forall tp fp fn tn w : R,
  let γ := w * (tp + fn) / (w * (tp + fn) + (fp + tn)) in
  let H := γ * tp / (tp + fn) + (1 - γ) * tn / (fp + tn) in
  tp >= 0 ->
  fp >= 0 ->
  fn >= 0 ->
  tn >= 0 ->
  tp + fn > 0 ->
  fp + tn > 0 ->
  w > 0 ->
  (w * tp + tn) / (w * (tp + fn) + (fp + tn)) = H.
Proof.
  start.
  know_positive (w * (tp + fn) + (fp + tn)).
  know_positive (tp + fn).
  know_positive (fp + tn).
  identity.
Qed.

(* Dice, ρ ≤ 1/3: E = (1 + t)⁻² with t = √(2ρ/(1 − ρ)). No weight does better: an error m that bounds two places is at least E *)
Theorem dice_small_least : forall t γ m : R,
  let N := 2 / t ^ 2 in
  let E := 1 / (1 + t) ^ 2 in
  t > 0 ->
  t <= 1 ->
  γ * 0 + (1 - γ) * (N - 0) / N - 0 <= m ->
  γ * 1 + (1 - γ) * (N - 2 / t) / N - 2 / (2 + 2 / t) <= m ->
  E <= m.
Proof.
  start.
  know_positive (t ^ 2).
  know_positive (2 / t ^ 2).
  know_positive (t).
  know_positive (2 + 2 / t).
  know_positive ((1 + t) ^ 2).
  know_positive (t + 1).
  certify ((t * (m - (γ * 0 + (1 - γ) * (2 / t ^ 2 - 0) / (2 / t ^ 2) - 0)) + 1 * (m - (γ * 1 + (1 - γ) * (2 / t ^ 2 - 2 / t) / (2 / t ^ 2) - 2 / (2 + 2 / t)))) / (t + 1)).
Qed.

(* the weight 1 − E does as well, where H exceeds the score *)
Theorem dice_small_above : forall t x s : R,
  let N := 2 / t ^ 2 in
  let E := 1 / (1 + t) ^ 2 in
  let γ := 1 - E in
  let z := s * N in
  let D := 2 * x / (x + 1 + z) in
  let H := γ * x + (1 - γ) * (N - z) / N in
  t > 0 ->
  t <= 1 ->
  x >= 0 ->
  x <= 1 ->
  s >= 0 ->
  s <= 1 ->
  H - D <= E.
Proof.
  start.
  know_positive ((1 + t) ^ 2).
  know_positive (t ^ 2).
  know_positive (2 / t ^ 2).
  know_positive (x + 1 + s * (2 / t ^ 2)).
  know_positive ((1 + t) ^ 2 * (1 + s * (2 / t ^ 2) / 2)).
  know_positive ((x + 1 + s * (2 / t ^ 2)) * (2 + s * (2 / t ^ 2))).
  certify (x * (1 - t * (s * (2 / t ^ 2)) / 2) ^ 2 / ((1 + t) ^ 2 * (1 + s * (2 / t ^ 2) / 2)) + (1 - x) * (1 / (1 + t) ^ 2) * (s * (2 / t ^ 2)) / (2 / t ^ 2) + 2 * x * (1 - x) / ((x + 1 + s * (2 / t ^ 2)) * (2 + s * (2 / t ^ 2)))).
Qed.

(* and where the score exceeds H *)
Theorem dice_small_below : forall t x s : R,
  let N := 2 / t ^ 2 in
  let E := 1 / (1 + t) ^ 2 in
  let γ := 1 - E in
  let z := s * N in
  let D := 2 * x / (x + 1 + z) in
  let H := γ * x + (1 - γ) * (N - z) / N in
  t > 0 ->
  t <= 1 ->
  x >= 0 ->
  x <= 1 ->
  s >= 0 ->
  s <= 1 ->
  D - H <= E.
Proof.
  start.
  know_positive (t ^ 2).
  know_positive (x + 1 + s * (2 / t ^ 2)).
  know_positive ((1 + t) ^ 2).
  know_positive (2 / t ^ 2).
  know_positive (9 * (1 + t) ^ 2).
  know_positive (1 + x).
  know_positive ((1 + t) ^ 2 * (2 + t ^ 2)).
  know_positive ((2 + t ^ 2) * (2 + t ^ 2 * (1 + x))).
  know_positive ((x + 1) * (x + 1 + 2 / t ^ 2) * (x + 1 + s * (2 / t ^ 2))).
  certify ((1 - s) * ((2 - t) * (4 + t) / (9 * (1 + t) ^ 2) * (2 + x * (1 - x)) + 2 / 9 * (1 - 2 * x) ^ 2) / (1 + x) + s * (1 / (1 + t) ^ 2 + x * (t * (1 + 2 * (1 - t) * (1 + t) + (1 - t) * (1 + t + t ^ 2)) / ((1 + t) ^ 2 * (2 + t ^ 2)) + 2 * t ^ 4 * x / ((2 + t ^ 2) * (2 + t ^ 2 * (1 + x))))) + 2 * x * s * (1 - s) * (2 / t ^ 2) ^ 2 / ((x + 1) * (x + 1 + 2 / t ^ 2) * (x + 1 + s * (2 / t ^ 2)))).
Qed.

(* Dice, 1/3 ≤ ρ ≤ 7/11: E = (1 − ρ)/(2(1 + ρ)) = N/(2(N + 2)). No weight does better: an error m that bounds two places is at least E *)
Theorem dice_middle_least : forall n γ m : R,
  let N := 4 / 7 + n in
  let E := N / (2 * (N + 2)) in
  n >= 0 ->
  N <= 2 ->
  γ * 0 + (1 - γ) * (N - 0) / N - 0 <= m ->
  γ * 1 + (1 - γ) * (N - N) / N - 2 / (2 + N) <= m ->
  E <= m.
Proof.
  start.
  know_positive (4 / 7 + n).
  know_positive (2 + (4 / 7 + n)).
  know_positive (2 * (4 / 7 + n + 2)).
  know_positive (1 + 1).
  certify ((1 * (m - (γ * 0 + (1 - γ) * (4 / 7 + n - 0) / (4 / 7 + n) - 0)) + 1 * (m - (γ * 1 + (1 - γ) * (4 / 7 + n - (4 / 7 + n)) / (4 / 7 + n) - 2 / (2 + (4 / 7 + n))))) / (1 + 1)).
Qed.

(* the weight 1 − E does as well, where H exceeds the score *)
Theorem dice_middle_above : forall n x s : R,
  let N := 4 / 7 + n in
  let E := N / (2 * (N + 2)) in
  let γ := 1 - E in
  let z := s * N in
  let D := 2 * x / (x + 1 + z) in
  let H := γ * x + (1 - γ) * (N - z) / N in
  n >= 0 ->
  N <= 2 ->
  x >= 0 ->
  x <= 1 ->
  s >= 0 ->
  s <= 1 ->
  H - D <= E.
Proof.
  start.
  know_positive (2 * (4 / 7 + n + 2)).
  know_positive (4 / 7 + n).
  know_positive (x + 1 + s * (4 / 7 + n)).
  know_positive (4 * (4 / 7 + n + 2) * (1 + s * (4 / 7 + n) / 2)).
  know_positive ((x + 1 + s * (4 / 7 + n)) * (2 + s * (4 / 7 + n))).
  certify (x * (4 / 7 + n) * ((2 - (4 / 7 + n)) * s + 2 * (1 - s)) * (1 - s) / (4 * (4 / 7 + n + 2) * (1 + s * (4 / 7 + n) / 2)) + (1 - x) * ((4 / 7 + n) / (2 * (4 / 7 + n + 2))) * (s * (4 / 7 + n)) / (4 / 7 + n) + 2 * x * (1 - x) / ((x + 1 + s * (4 / 7 + n)) * (2 + s * (4 / 7 + n)))).
Qed.

(* and where the score exceeds H *)
Theorem dice_middle_below : forall n x s : R,
  let N := 4 / 7 + n in
  let E := N / (2 * (N + 2)) in
  let γ := 1 - E in
  let z := s * N in
  let D := 2 * x / (x + 1 + z) in
  let H := γ * x + (1 - γ) * (N - z) / N in
  n >= 0 ->
  N <= 2 ->
  x >= 0 ->
  x <= 1 ->
  s >= 0 ->
  s <= 1 ->
  D - H <= E.
Proof.
  start.
  know_positive (x + 1 + s * (4 / 7 + n)).
  know_positive (2 * (4 / 7 + n + 2)).
  know_positive (4 / 7 + n).
  know_positive (18 * (4 / 7 + n + 2)).
  know_positive (1 + x).
  know_positive (2 * (4 / 7 + n + 2) * (x + 1 + (4 / 7 + n))).
  know_positive ((x + 1) * (x + 1 + (4 / 7 + n)) * (x + 1 + s * (4 / 7 + n))).
  certify ((1 - s) * (7 * n / (18 * (4 / 7 + n + 2)) * (2 + x * (1 - x)) + 2 / 9 * (1 - 2 * x) ^ 2) / (1 + x) + s * ((n * ((1 + x) ^ 2 + (8 / 7 + n) * (1 + x)) + 32 / 7 * (x - 31 / 112) ^ 2 + 1503 / 2744) / (2 * (4 / 7 + n + 2) * (x + 1 + (4 / 7 + n)))) + 2 * x * s * (1 - s) * (4 / 7 + n) ^ 2 / ((x + 1) * (x + 1 + (4 / 7 + n)) * (x + 1 + s * (4 / 7 + n)))).
Qed.

(* Dice, 7/11 ≤ ρ ≤ 8/(19 − 6√2): E = 1/9. No weight does better: an error m that bounds two places is at least E *)
Theorem dice_flat_least : forall n γ m : R,
  let N := (11 - 6 * sqrt 2) / 8 + n in
  let E := 1 / 9 in
  n >= 0 ->
  N <= 4 / 7 ->
  γ * 0 + (1 - γ) * (N - 0) / N - 0 <= m ->
  2 / 3 - (γ * 1 / 2 + (1 - γ) * (N - 0) / N) <= m ->
  E <= m.
Proof.
  start.
  know_root (2).
  know_positive ((11 - 6 * sqrt 2) / 8 + n).
  know_positive (1 + 2).
  certify ((1 * (m - (γ * 0 + (1 - γ) * ((11 - 6 * sqrt 2) / 8 + n - 0) / ((11 - 6 * sqrt 2) / 8 + n) - 0)) + 2 * (m - (2 / 3 - (γ * 1 / 2 + (1 - γ) * ((11 - 6 * sqrt 2) / 8 + n - 0) / ((11 - 6 * sqrt 2) / 8 + n))))) / (1 + 2)).
Qed.

(* the weight 1 − E does as well, where H exceeds the score *)
Theorem dice_flat_above : forall n x s : R,
  let N := (11 - 6 * sqrt 2) / 8 + n in
  let E := 1 / 9 in
  let γ := 1 - E in
  let z := s * N in
  let D := 2 * x / (x + 1 + z) in
  let H := γ * x + (1 - γ) * (N - z) / N in
  n >= 0 ->
  N <= 4 / 7 ->
  x >= 0 ->
  x <= 1 ->
  s >= 0 ->
  s <= 1 ->
  H - D <= E.
Proof.
  start.
  know_root (2).
  know_positive ((11 - 6 * sqrt 2) / 8 + n).
  know_positive (x + 1 + s * ((11 - 6 * sqrt 2) / 8 + n)).
  know_positive (9 * (1 + s * ((11 - 6 * sqrt 2) / 8 + n) / 2)).
  know_positive ((x + 1 + s * ((11 - 6 * sqrt 2) / 8 + n)) * (2 + s * ((11 - 6 * sqrt 2) / 8 + n))).
  certify (x * ((1 - s) * (1 - 2 * s / 7) + (8 - s) * s * (4 / 7 - ((11 - 6 * sqrt 2) / 8 + n)) / 2) / (9 * (1 + s * ((11 - 6 * sqrt 2) / 8 + n) / 2)) + (1 - x) * (1 / 9) * (s * ((11 - 6 * sqrt 2) / 8 + n)) / ((11 - 6 * sqrt 2) / 8 + n) + 2 * x * (1 - x) / ((x + 1 + s * ((11 - 6 * sqrt 2) / 8 + n)) * (2 + s * ((11 - 6 * sqrt 2) / 8 + n)))).
Qed.

(* and where the score exceeds H *)
Theorem dice_flat_below : forall n x s : R,
  let N := (11 - 6 * sqrt 2) / 8 + n in
  let E := 1 / 9 in
  let γ := 1 - E in
  let z := s * N in
  let D := 2 * x / (x + 1 + z) in
  let H := γ * x + (1 - γ) * (N - z) / N in
  n >= 0 ->
  N <= 4 / 7 ->
  x >= 0 ->
  x <= 1 ->
  s >= 0 ->
  s <= 1 ->
  D - H <= E.
Proof.
  start.
  know_root (2).
  know_positive (x + 1 + s * ((11 - 6 * sqrt 2) / 8 + n)).
  know_positive ((11 - 6 * sqrt 2) / 8 + n).
  know_positive (1 + x).
  know_positive (9 * (x + 1 + ((11 - 6 * sqrt 2) / 8 + n))).
  know_positive ((x + 1) * (x + 1 + ((11 - 6 * sqrt 2) / 8 + n)) * (x + 1 + s * ((11 - 6 * sqrt 2) / 8 + n))).
  certify ((1 - s) * (0 * (2 + x * (1 - x)) + 2 / 9 * (1 - 2 * x) ^ 2) / (1 + x) + s * ((n * (1 + 8 * x) + 8 * (x - (3 * sqrt 2 - 1) / 8) ^ 2) / (9 * (x + 1 + ((11 - 6 * sqrt 2) / 8 + n)))) + 2 * x * s * (1 - s) * ((11 - 6 * sqrt 2) / 8 + n) ^ 2 / ((x + 1) * (x + 1 + ((11 - 6 * sqrt 2) / 8 + n)) * (x + 1 + s * ((11 - 6 * sqrt 2) / 8 + n)))).
Qed.

(* Jaccard, ρ ≤ 1/2: E = (1 + t)⁻² with t = √(ρ/(1 − ρ)). No weight does better: an error m that bounds two places is at least E *)
Theorem jaccard_small_least : forall t γ m : R,
  let N := 1 / t ^ 2 in
  let E := 1 / (1 + t) ^ 2 in
  t > 0 ->
  t <= 1 ->
  γ * 0 + (1 - γ) * (N - 0) / N - 0 <= m ->
  γ * 1 + (1 - γ) * (N - 1 / t) / N - 1 / (1 + 1 / t) <= m ->
  E <= m.
Proof.
  start.
  know_positive (t ^ 2).
  know_positive (1 / t ^ 2).
  know_positive (t).
  know_positive (1 + 1 / t).
  know_positive ((1 + t) ^ 2).
  know_positive (t + 1).
  certify ((t * (m - (γ * 0 + (1 - γ) * (1 / t ^ 2 - 0) / (1 / t ^ 2) - 0)) + 1 * (m - (γ * 1 + (1 - γ) * (1 / t ^ 2 - 1 / t) / (1 / t ^ 2) - 1 / (1 + 1 / t)))) / (t + 1)).
Qed.

(* the weight 1 − E does as well, where H exceeds the score *)
Theorem jaccard_small_above : forall t x s : R,
  let N := 1 / t ^ 2 in
  let E := 1 / (1 + t) ^ 2 in
  let γ := 1 - E in
  let z := s * N in
  let J := x / (1 + z) in
  let H := γ * x + (1 - γ) * (N - z) / N in
  t > 0 ->
  t <= 1 ->
  x >= 0 ->
  x <= 1 ->
  s >= 0 ->
  s <= 1 ->
  H - J <= E.
Proof.
  start.
  know_positive ((1 + t) ^ 2).
  know_positive (t ^ 2).
  know_positive (1 / t ^ 2).
  know_positive (1 + s * (1 / t ^ 2)).
  know_positive ((1 + t) ^ 2 * (1 + s * (1 / t ^ 2))).
  certify (x * (1 - t * (s * (1 / t ^ 2))) ^ 2 / ((1 + t) ^ 2 * (1 + s * (1 / t ^ 2))) + (1 - x) * (1 / (1 + t) ^ 2) * (s * (1 / t ^ 2)) / (1 / t ^ 2)).
Qed.

(* and where the score exceeds H *)
Theorem jaccard_small_below : forall t x s : R,
  let N := 1 / t ^ 2 in
  let E := 1 / (1 + t) ^ 2 in
  let γ := 1 - E in
  let z := s * N in
  let J := x / (1 + z) in
  let H := γ * x + (1 - γ) * (N - z) / N in
  t > 0 ->
  t <= 1 ->
  x >= 0 ->
  x <= 1 ->
  s >= 0 ->
  s <= 1 ->
  J - H <= E.
Proof.
  start.
  know_positive (t ^ 2).
  know_positive (1 + s * (1 / t ^ 2)).
  know_positive ((1 + t) ^ 2).
  know_positive (1 / t ^ 2).
  know_positive ((1 + t) ^ 2 * (1 + t ^ 2)).
  know_positive ((1 + 1 / t ^ 2) * (1 + s * (1 / t ^ 2))).
  certify ((1 - s) * (1 / (1 + t) ^ 2) * (2 - x) + s * (1 / (1 + t) ^ 2 + x * (2 * t) / ((1 + t) ^ 2 * (1 + t ^ 2))) + x * s * (1 - s) * (1 / t ^ 2) ^ 2 / ((1 + 1 / t ^ 2) * (1 + s * (1 / t ^ 2)))).
Qed.

(* Jaccard, ρ ≥ 1/2: E = (1 − ρ)/2 = N/(2(N + 1)). No weight does better: an error m that bounds two places is at least E *)
Theorem jaccard_large_least : forall N γ m : R,
  let E := N / (2 * (N + 1)) in
  N > 0 ->
  N <= 1 ->
  γ * 0 + (1 - γ) * (N - 0) / N - 0 <= m ->
  γ * 1 + (1 - γ) * (N - N) / N - 1 / (1 + N) <= m ->
  E <= m.
Proof.
  start.
  know_positive (N).
  know_positive (1 + N).
  know_positive (2 * (N + 1)).
  know_positive (1 + 1).
  certify ((1 * (m - (γ * 0 + (1 - γ) * (N - 0) / N - 0)) + 1 * (m - (γ * 1 + (1 - γ) * (N - N) / N - 1 / (1 + N)))) / (1 + 1)).
Qed.

(* the weight 1 − E does as well, where H exceeds the score *)
Theorem jaccard_large_above : forall N x s : R,
  let E := N / (2 * (N + 1)) in
  let γ := 1 - E in
  let z := s * N in
  let J := x / (1 + z) in
  let H := γ * x + (1 - γ) * (N - z) / N in
  N > 0 ->
  N <= 1 ->
  x >= 0 ->
  x <= 1 ->
  s >= 0 ->
  s <= 1 ->
  H - J <= E.
Proof.
  start.
  know_positive (2 * (N + 1)).
  know_positive (N).
  know_positive (1 + s * N).
  know_positive (2 * (N + 1) * (1 + s * N)).
  certify (x * N * (1 - s + s * (1 - N)) * (1 - s) / (2 * (N + 1) * (1 + s * N)) + (1 - x) * (N / (2 * (N + 1))) * (s * N) / N).
Qed.

(* and where the score exceeds H *)
Theorem jaccard_large_below : forall N x s : R,
  let E := N / (2 * (N + 1)) in
  let γ := 1 - E in
  let z := s * N in
  let J := x / (1 + z) in
  let H := γ * x + (1 - γ) * (N - z) / N in
  N > 0 ->
  N <= 1 ->
  x >= 0 ->
  x <= 1 ->
  s >= 0 ->
  s <= 1 ->
  J - H <= E.
Proof.
  start.
  know_positive (1 + s * N).
  know_positive (2 * (N + 1)).
  know_positive (N).
  know_positive ((1 + N) * (1 + s * N)).
  certify ((1 - s) * (N / (2 * (N + 1))) * (2 - x) + s * (N / (2 * (N + 1)) + x * (N / (2 * (N + 1)))) + x * s * (1 - s) * N ^ 2 / ((1 + N) * (1 + s * N))).
Qed.

(* Dice, ρ ≥ 8/(19 − 6√2): E = (√(2γ) − 1)² with √γ = (1 + √2)/(√2 + 1/√ρ). No weight does better *)
Theorem dice_large_least : forall q γ m : R,
  let N := 2 * q + q ^ 2 in
  let g := (1 + sqrt 2) / (1 + sqrt 2 + q) in
  let E := (sqrt 2 * g - 1) ^ 2 in
  let first := sqrt 2 - 1 + (2 - sqrt 2) * q in
  let second := (sqrt 2 - 1) * (1 + q) * (1 - q) in
  q >= 0 ->
  q <= (2 - sqrt 2) / 4 ->
  γ >= 0 ->
  2 * first / (1 + first) - (γ * first + 1 - γ) <= m ->
  2 * second / (second + 1 + N) - γ * second <= m ->
  E <= m.
Proof.
  start.
  know_root (2).
  know_positive (1 + (sqrt 2 - 1 + (2 - sqrt 2) * q)).
  know_positive ((sqrt 2 - 1) * (1 + q) * (1 - q) + 1 + (2 * q + q ^ 2)).
  know_positive (1 + sqrt 2 + q).
  know_positive ((sqrt 2 - 1) * (1 + q) * (1 - q) + (2 - sqrt 2) * (1 - q)).
  certify (((sqrt 2 - 1) * (1 + q) * (1 - q) * (m - (2 * (sqrt 2 - 1 + (2 - sqrt 2) * q) / (1 + (sqrt 2 - 1 + (2 - sqrt 2) * q)) - (γ * (sqrt 2 - 1 + (2 - sqrt 2) * q) + 1 - γ))) + (2 - sqrt 2) * (1 - q) * (m - (2 * ((sqrt 2 - 1) * (1 + q) * (1 - q)) / ((sqrt 2 - 1) * (1 + q) * (1 - q) + 1 + (2 * q + q ^ 2)) - γ * ((sqrt 2 - 1) * (1 + q) * (1 - q))))) / ((sqrt 2 - 1) * (1 + q) * (1 - q) + (2 - sqrt 2) * (1 - q))).
Qed.

(* and that weight does as well, where the score exceeds H *)
Theorem dice_large_below : forall q x s : R,
  let N := 2 * q + q ^ 2 in
  let g := (1 + sqrt 2) / (1 + sqrt 2 + q) in
  let E := (sqrt 2 * g - 1) ^ 2 in
  let γ := g ^ 2 in
  let z := s * N in
  let D := 2 * x / (x + 1 + z) in
  let H := γ * x + (1 - γ) * (N - z) / N in
  q >= 0 ->
  q <= (2 - sqrt 2) / 4 ->
  x >= 0 ->
  x <= 1 ->
  s >= 0 ->
  s <= 1 ->
  N > 0 ->
  D - H <= E.
Proof.
  start.
  know_root (2).
  know_positive (x + 1 + s * (2 * q + q ^ 2)).
  know_positive (1 + sqrt 2 + q).
  know_positive (2 * q + q ^ 2).
  know_positive (1 + x).
  know_positive (x + 1 + (2 * q + q ^ 2)).
  know_positive ((x + 1) * (x + 1 + (2 * q + q ^ 2)) * (x + 1 + s * (2 * q + q ^ 2))).
  certify ((1 - s) * ((1 + sqrt 2) / (1 + sqrt 2 + q)) ^ 2 * (x - (sqrt 2 - 1 + (2 - sqrt 2) * q)) ^ 2 / (1 + x) + s * ((1 + sqrt 2) / (1 + sqrt 2 + q)) ^ 2 * (x - (sqrt 2 - 1) * (1 + q) * (1 - q)) ^ 2 / (x + 1 + (2 * q + q ^ 2)) + 2 * x * s * (1 - s) * (2 * q + q ^ 2) ^ 2 / ((x + 1) * (x + 1 + (2 * q + q ^ 2)) * (x + 1 + s * (2 * q + q ^ 2)))).
Qed.

(* and where H exceeds the score *)
Theorem dice_large_above : forall q x s : R,
  let N := 2 * q + q ^ 2 in
  let g := (1 + sqrt 2) / (1 + sqrt 2 + q) in
  let E := (sqrt 2 * g - 1) ^ 2 in
  let γ := g ^ 2 in
  let z := s * N in
  let D := 2 * x / (x + 1 + z) in
  let H := γ * x + (1 - γ) * (N - z) / N in
  let K := 3 + 3 / 20 * (3 / 2 + 3 * sqrt 2) + 9 / 400 * (2 + sqrt 2) + 27 / 16000 in
  let w := 3 / 20 - q in
  q >= 0 ->
  q <= (2 - sqrt 2) / 4 ->
  x >= 0 ->
  x <= 1 ->
  s >= 0 ->
  s <= 1 ->
  N > 0 ->
  H - D <= E.
Proof.
  start.
  know_root (2).
  know_positive (1 + sqrt 2 + q).
  know_positive (2 * q + q ^ 2).
  know_positive (x + 1 + s * (2 * q + q ^ 2)).
  know_positive ((1 + sqrt 2 + q) ^ 2).
  know_positive (2 * (2 + s * (2 * q + q ^ 2))).
  know_positive ((x + 1 + s * (2 * q + q ^ 2)) * (2 + s * (2 * q + q ^ 2))).
  certify ((1 - x) * ((1 + sqrt 2) / (1 + sqrt 2 + q) * (2 * sqrt 2) * ((2 - sqrt 2) / 4 - q) / (1 + sqrt 2 + q) + q * (2 + 2 * sqrt 2 + q) / (1 + sqrt 2 + q) ^ 2 * s) + x * ((1 - s) * (sqrt 2 * ((1 + sqrt 2) / (1 + sqrt 2 + q)) - 1) ^ 2 + s * (1 - 3 / 20 * (3 + 3 / 20 * (3 / 2 + 3 * sqrt 2) + 9 / 400 * (2 + sqrt 2) + 27 / 16000) + (3 + 3 / 20 * (3 / 2 + 3 * sqrt 2) + 9 / 400 * (2 + sqrt 2) + 27 / 16000) * (3 / 20 - q) + q * (3 / 20 - q) * (3 / 2 + 3 * sqrt 2 + (2 + sqrt 2) * (3 / 20 + q) + (9 / 400 + 3 / 20 * q + q ^ 2) / 2)) / (1 + sqrt 2 + q) ^ 2 + s ^ 2 * (2 * q + q ^ 2) ^ 2 / (2 * (2 + s * (2 * q + q ^ 2)))) + 2 * x * (1 - x) / ((x + 1 + s * (2 * q + q ^ 2)) * (2 + s * (2 * q + q ^ 2)))).
Qed.

(* False: the error of γ = 1/2 against Dice is at most 9/10 *)
Theorem not_smaller_absolute_error : ~ (forall tp fp fn tn γ : R,
  let D := 2 * tp / (2 * tp + fp + fn) in
  let J := tp / (tp + fp + fn) in
  let H := 1 / 2 * tp / (tp + fn) + 1 / 2 * tn / (fp + tn) in
  tp >= 0 ->
  fp >= 0 ->
  fn >= 0 ->
  tn >= 0 ->
  tp + fn > 0 ->
  fp + tn > 0 ->
  γ >= 0 ->
  γ <= 1 ->
  H - D <= 9 / 10).
Proof.
  intros claimed; specialize (claimed (1) (100) (0) (10000) (1 / 2)); cbv zeta in claimed; contradict.
Qed.

(* False: balanced accuracy is at most 1000 times Dice *)
Theorem not_relative_error_of_accuracy : ~ (forall tp fp fn tn γ : R,
  let D := 2 * tp / (2 * tp + fp + fn) in
  let J := tp / (tp + fp + fn) in
  let H := 1 / 2 * tp / (tp + fn) + 1 / 2 * tn / (fp + tn) in
  tp >= 0 ->
  fp >= 0 ->
  fn >= 0 ->
  tn >= 0 ->
  tp + fn > 0 ->
  fp + tn > 0 ->
  γ >= 0 ->
  γ <= 1 ->
  H <= 1000 * D).
Proof.
  intros claimed; specialize (claimed (0) (0) (1) (1) (1 / 2)); cbv zeta in claimed; contradict.
Qed.

(* False: at t = 1/2 every weight has an error of at least 1/2 *)
Theorem not_dice_small_least_more : ~ (forall t γ m : R,
  let N := 2 / t ^ 2 in
  let E := 1 / (1 + t) ^ 2 in
  t > 0 ->
  t <= 1 ->
  γ * 0 + (1 - γ) * (N - 0) / N - 0 <= m ->
  γ * 1 + (1 - γ) * (N - 2 / t) / N - 2 / (2 + 2 / t) <= m ->
  1 / 2 <= m).
Proof.
  intros claimed; specialize (claimed (1 / 2) (5 / 9) (4 / 9)); cbv zeta in claimed; contradict.
Qed.

(* False: at t = 1/2 every weight has an error of at least 1/2 *)
Theorem not_jaccard_small_least_more : ~ (forall t γ m : R,
  let N := 1 / t ^ 2 in
  let E := 1 / (1 + t) ^ 2 in
  t > 0 ->
  t <= 1 ->
  γ * 0 + (1 - γ) * (N - 0) / N - 0 <= m ->
  γ * 1 + (1 - γ) * (N - 1 / t) / N - 1 / (1 + 1 / t) <= m ->
  1 / 2 <= m).
Proof.
  intros claimed; specialize (claimed (1 / 2) (5 / 9) (4 / 9)); cbv zeta in claimed; contradict.
Qed.

