(* What a smoothing constant adds to Dice. Generated from the claims in TypeScript by `npx dice-workbook theorems --coq`. *)

From Coq Require Import Reals Lra Psatz.
From DiceWorkbook Require Import Certificates.
Local Open Scope R_scope.

(* smoothing adds εE/(V(V + ε)), where E = fp + fn and V is the sum of both volumes *)
Theorem shift : forall tp E ε : R,
  let V := 2 * tp + E in
  let smooth := (2 * tp + ε) / (V + ε) in
  let plain := 2 * tp / V in
  tp >= 0 ->
  E > 0 ->
  ε > 0 ->
  smooth - plain = ε * E / (V * (V + ε)).
Proof.
  start.
  know_positive (2 * tp + E + ε).
  know_positive (2 * tp + E).
  know_positive ((2 * tp + E) * (2 * tp + E + ε)).
  identity.
Qed.

(* over masks with at least one wrong pixel that is at most ε/(1 + ε) *)
Theorem over_masks : forall tp E ε : R,
  let V := 2 * tp + E in
  let smooth := (2 * tp + ε) / (V + ε) in
  let plain := 2 * tp / V in
  tp >= 0 ->
  E >= 1 ->
  ε > 0 ->
  smooth - plain <= ε / (1 + ε).
Proof.
  start.
  know_positive (2 * tp + E + ε).
  know_positive (2 * tp + E).
  know_positive (1 + ε).
  know_positive ((1 + ε) * (2 * tp + E) * (2 * tp + E + ε)).
  certify (ε * (4 * tp ^ 2 + 4 * tp * E + E * (E - 1) + 2 * tp * ε) / ((1 + ε) * (2 * tp + E) * (2 * tp + E + ε))).
Qed.

(* and nothing smaller would do: one wrong pixel, nothing met *)
Theorem over_masks_is_attained : forall ε : R,
  ε > 0 ->
  exists tp E : R,
  let V := 2 * tp + E in
  let smooth := (2 * tp + ε) / (V + ε) in
  let plain := 2 * tp / V in
  tp >= 0 /\ E >= 1 /\ smooth - plain = ε / (1 + ε).
Proof.
  start.
  know_positive (2 * 0 + 1 + ε).
  know_positive (2 * 0 + 1).
  know_positive (1 + ε).
  exists (0); exists (1); cbv zeta.
  split; [ sign | ].
  split; [ sign | ].
  identity.
Qed.

(* over probabilities it is less than 1 *)
Theorem over_probabilities : forall tp E ε : R,
  let V := 2 * tp + E in
  let smooth := (2 * tp + ε) / (V + ε) in
  let plain := 2 * tp / V in
  tp >= 0 ->
  E > 0 ->
  ε > 0 ->
  smooth - plain < 1.
Proof.
  start.
  know_positive (2 * tp + E + ε).
  know_positive (2 * tp + E).
  certify_strictly (E / (2 * tp + E + ε) + 2 * tp / (2 * tp + E)).
Qed.

(* and nothing below 1 would do *)
Theorem over_probabilities_is_least : forall ε e : R,
  ε > 0 ->
  e > 0 ->
  exists tp E : R,
  let V := 2 * tp + E in
  let smooth := (2 * tp + ε) / (V + ε) in
  let plain := 2 * tp / V in
  tp >= 0 /\ E > 0 /\ smooth - plain > 1 - e.
Proof.
  start.
  know_positive (2 * 0 + ε * e + ε).
  know_positive (2 * 0 + ε * e).
  know_positive (1 + e).
  exists (0); exists (ε * e); cbv zeta.
  split; [ sign | ].
  split; [ sign | ].
  certify_strictly (e ^ 2 / (1 + e)).
Qed.

(* False: over masks it is at most ε/(2 + ε) *)
Theorem not_smaller_shift : ~ (forall tp E ε : R,
  let V := 2 * tp + E in
  let smooth := (2 * tp + ε) / (V + ε) in
  let plain := 2 * tp / V in
  tp >= 0 ->
  E >= 1 ->
  ε > 0 ->
  smooth - plain <= ε / (2 + ε)).
Proof.
  intros claimed; specialize (claimed (0) (1) (1)); cbv zeta in claimed; contradict.
Qed.

