(* A mean Dice tells the mean Jaccard within bounds, and which of two methods surely leads. Generated from the claims in TypeScript by `npx dice-workbook theorems --coq`. *)

From Coq Require Import Reals Lra Psatz.
From DiceWorkbook Require Import Certificates.
Local Open Scope R_scope.

(* J = D/(2 − D) lies above its tangent at the mean d of D: the mean of J is at least d/(2 − d) *)
Theorem tangent : forall d D : R,
  d >= 0 ->
  d <= 1 ->
  D >= 0 ->
  D <= 1 ->
  D / (2 - D) >= d / (2 - d) + 2 * (D - d) / (2 - d) ^ 2.
Proof.
  start.
  know_positive (2 - D).
  know_positive (2 - d).
  know_positive ((2 - d) ^ 2).
  know_positive ((2 - D) * (2 - d) ^ 2).
  certify (2 * (D - d) ^ 2 / ((2 - D) * (2 - d) ^ 2)).
Qed.

(* and below its chord: the mean of J is at most d *)
Theorem chord : forall D : R,
  D >= 0 ->
  D <= 1 ->
  D / (2 - D) <= D.
Proof.
  start.
  know_positive (2 - D).
  certify (D * (1 - D) / (2 - D)).
Qed.

(* with a second moment it is known better: J is at least d/(2 − d) + 2(D − d)/(2 − d)² + (D − d)²/(2 − d)², so its mean at least d/(2 − d) + s²/(2 − d)² *)
Theorem lower_with_variance : forall d D : R,
  d >= 0 ->
  d <= 1 ->
  D >= 0 ->
  D <= 1 ->
  D / (2 - D) >= d / (2 - d) + 2 * (D - d) / (2 - d) ^ 2 + (D - d) ^ 2 / (2 - d) ^ 2.
Proof.
  start.
  know_positive (2 - D).
  know_positive (2 - d).
  know_positive ((2 - d) ^ 2).
  know_positive ((2 - D) * (2 - d) ^ 2).
  certify ((D - d) ^ 2 * D / ((2 - D) * (2 - d) ^ 2)).
Qed.

(* and at most D/2 + D²/2, so its mean at most (d + d² + s²)/2 *)
Theorem upper_with_variance : forall D : R,
  D >= 0 ->
  D <= 1 ->
  D / (2 - D) <= (D + D ^ 2) / 2.
Proof.
  start.
  know_positive (2 - D).
  know_positive (2 * (2 - D)).
  certify (D ^ 2 * (1 - D) / (2 * (2 - D))).
Qed.

(* False: J is at most 9/10 of D *)
Theorem not_chord_below : ~ (forall D : R,
  D >= 0 ->
  D <= 1 ->
  D / (2 - D) <= 9 / 10 * D).
Proof.
  intros claimed; specialize (claimed (1)); cbv zeta in claimed; contradict.
Qed.

