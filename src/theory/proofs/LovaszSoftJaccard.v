(* The Lovász extension of the Jaccard loss never exceeds the soft Jaccard loss. Generated from the claims in TypeScript by `npx dice-workbook theorems --coq`. *)

From Coq Require Import Reals Lra Psatz.
From DiceWorkbook Require Import Certificates.
Local Open Scope R_scope.

(* Chebyshev: two functions that rise together have E[XY] ≥ E[X]E[Y]; its mean over two draws (X, Y), (x, y) is 2(E[XY] − E[X]E[Y]) *)
Theorem chebyshev : forall X x Y y : R,
  X >= x ->
  Y >= y ->
  X * y + x * Y <= X * Y + x * y.
Proof.
  start.
  certify ((X - x) * (Y - y)).
Qed.

(* Jensen: 1/v lies above its tangent at c = E[v], so E[1/v] ≥ 1/E[v] *)
Theorem jensen : forall v c : R,
  v > 0 ->
  c > 0 ->
  1 / v >= 1 / c - (v - c) / c ^ 2.
Proof.
  start.
  know_positive (v).
  know_positive (c).
  know_positive (c ^ 2).
  know_positive (c ^ 2 * v).
  certify ((v - c) ^ 2 / (c ^ 2 * v)).
Qed.

(* the gap, a mean X of Jaccard indices less a soft Jaccard index Y, is at most 1 *)
Theorem gap : forall X Y : R,
  X >= 0 ->
  X <= 1 ->
  Y >= 0 ->
  Y <= 1 ->
  X - Y <= 1.
Proof.
  start.
  certify (1 - X + Y).
Qed.

(* the gap can approach 1: k² background pixels at 1/k beside one found foreground pixel give soft Jaccard k/(k + 1) and Lovász k/(k² + 1) *)
Theorem gap_is_least : forall k e : R,
  k >= 1 ->
  e > 0 ->
  k * e >= 2 ->
  k / (k + 1) - k / (k ^ 2 + 1) >= 1 - e.
Proof.
  start.
  know_positive (k + 1).
  know_positive (k ^ 2 + 1).
  know_positive (k).
  know_positive (k * (k + 1)).
  know_positive (k * (k ^ 2 + 1)).
  certify ((k * e - 2) / k + 1 / (k * (k + 1)) + 1 / (k * (k ^ 2 + 1))).
Qed.

(* and their ratio (k² + 1)/(k + 1) exceeds every factor: Lovász and soft Jaccard are not equivalent up to a factor, as soft Dice and soft Jaccard are (factor 2) *)
Theorem no_relative_error : forall F : R,
  let k := 1 + F in
  F > 0 ->
  k / (k + 1) > F * (k / (k ^ 2 + 1)).
Proof.
  start.
  know_positive (1 + F + 1).
  know_positive ((1 + F) ^ 2 + 1).
  know_positive ((1 + F + 1) * ((1 + F) ^ 2 + 1)).
  certify_strictly ((1 + F) * ((1 + F) ^ 2 + 1 - F * (2 + F)) / ((1 + F + 1) * ((1 + F) ^ 2 + 1))).
Qed.

(* False: soft Jaccard is at most twice Lovász on that family *)
Theorem not_factor_two : ~ (forall k : R,
  k >= 1 ->
  k / (k + 1) <= 2 * k / (k ^ 2 + 1)).
Proof.
  intros claimed; specialize (claimed (10)); cbv zeta in claimed; contradict.
Qed.

