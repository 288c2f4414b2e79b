(* Deciding for accuracy loses up to 2/3 of Dice and 1/2 of Jaccard. Generated from the claims in TypeScript by `npx dice-workbook theorems --coq`. *)

From Coq Require Import Reals Lra Psatz.
From DiceWorkbook Require Import Certificates.
Local Open Scope R_scope.

(* for each label J(S) − J(A) is at most (b + s − a)/(B + s), whose mean is at most 1/2 *)
Theorem jaccard_of_one_label : forall b w a q c h o : R,
  let B := b + w in
  let s := a + q in
  let C := c + h in
  b >= 0 ->
  w >= 0 ->
  a >= 0 ->
  q >= 0 ->
  c >= 0 ->
  h >= 0 ->
  o >= 0 ->
  b + w + a + q > 0 ->
  b + a + c + o > 0 ->
  b + w + c + h + a + o > 0 ->
  a + q + c + h + b + o > 0 ->
  (b + c) / (B + C + a + o) - (a + c) / (s + C + b + o) <= (b + s - a) / (B + s).
Proof.
  start.
  know_positive (b + w + (c + h) + a + o).
  know_positive (a + q + (c + h) + b + o).
  know_positive (b + w + (a + q)).
  certify ((1 * a ^ 3 + 2 * a ^ 2 * b + 1 * a ^ 2 * c + 1 * a ^ 2 * h + 1 * a ^ 2 * o + 2 * a ^ 2 * q + 2 * a ^ 2 * w + 1 * a * b ^ 2 + 2 * a * c * b + 2 * a * h * b + 2 * a * o * b + 2 * a * q * b + 2 * a * w * b + 2 * a * q * c + 2 * a * w * c + 3 * a * q * h + 1 * a * w * h + 3 * a * q * o + 1 * a * w * o + 1 * a * q ^ 2 + 2 * a * w * q + 1 * a * w ^ 2 + 1 * c * b ^ 2 + 1 * h * b ^ 2 + 1 * o * b ^ 2 + 1 * c ^ 2 * b + 2 * h * b * c + 2 * o * b * c + 1 * q * c * b + 1 * w * c * b + 1 * h ^ 2 * b + 2 * o * b * h + 2 * q * h * b + 1 * o ^ 2 * b + 2 * q * o * b + 1 * w * q * b + 1 * q * c ^ 2 + 2 * q * h * c + 2 * q * o * c + 1 * w * q * c + 1 * w ^ 2 * c + 1 * q * h ^ 2 + 2 * q * o * h + 1 * q ^ 2 * h + 1 * w * q * h + 1 * q * o ^ 2 + 1 * q ^ 2 * o + 1 * w * q * o + 1 * w * q ^ 2) / (b + w + (a + q)) / (b + w + (c + h) + a + o) / (a + q + (c + h) + b + o)).
Qed.

(* for each label D(S) − D(A) is at most 2/3 + 8/9 · (b − a − (B − s)/2)/(B + s), whose mean is at most 2/3 *)
Theorem dice_of_one_label : forall b w a q c h o : R,
  let B := b + w in
  let s := a + q in
  let C := c + h in
  b >= 0 ->
  w >= 0 ->
  a >= 0 ->
  q >= 0 ->
  c >= 0 ->
  h >= 0 ->
  o >= 0 ->
  b + w + a + q > 0 ->
  b + a + c + o > 0 ->
  b + w + c + h + a + o > 0 ->
  a + q + c + h + b + o > 0 ->
  2 * (b + c) / (B + C + b + a + c + o) - 2 * (a + c) / (s + C + b + a + c + o) <= 2 / 3 + 8 / 9 * (b - a - (B - s) / 2) / (B + s).
Proof.
  start.
  know_positive (b + w + (c + h) + b + a + c + o).
  know_positive (a + q + (c + h) + b + a + c + o).
  know_positive (b + w + (a + q)).
  know_positive ((b + w + (a + q)) * (b + w + (c + h) + b + a + c + o) * (a + q + (c + h) + b + a + c + o)).
  certify ((2 / 9 * b * (b - w) ^ 2 + 2 / 9 * (h + o) * (w - b / 2) ^ 2) / ((b + w + (a + q)) * (b + w + (c + h) + b + a + c + o) * (a + q + (c + h) + b + a + c + o)) + ((22 / 9) * a ^ 3 + (16 / 3) * a ^ 2 * b + (10 / 3) * a ^ 2 * c + (8 / 3) * a ^ 2 * h + (8 / 3) * a ^ 2 * o + (40 / 9) * a ^ 2 * q + (44 / 9) * a ^ 2 * w + 4 * a * b ^ 2 + 8 * a * c * b + 4 * a * h * b + 4 * a * o * b + (46 / 9) * a * q * b + (50 / 9) * a * w * b + (8 / 9) * a * c ^ 2 + (8 / 9) * a * h * c + (8 / 9) * a * o * c + (64 / 9) * a * q * c + (52 / 9) * a * w * c + (2 / 9) * a * h ^ 2 + (4 / 9) * a * o * h + (50 / 9) * a * q * h + (26 / 9) * a * w * h + (2 / 9) * a * o ^ 2 + (50 / 9) * a * q * o + (26 / 9) * a * w * o + (10 / 9) * a * q ^ 2 + (14 / 3) * a * w * q + (22 / 9) * a * w ^ 2 + (14 / 3) * c * b ^ 2 + (23 / 18) * h * b ^ 2 + (23 / 18) * o * b ^ 2 + (4 / 9) * q * b ^ 2 + (40 / 9) * c ^ 2 * b + (40 / 9) * h * c * b + (40 / 9) * o * c * b + (44 / 9) * q * c * b + (32 / 9) * w * c * b + (10 / 9) * h ^ 2 * b + (20 / 9) * o * h * b + (22 / 9) * q * h * b + (10 / 9) * o ^ 2 * b + (22 / 9) * q * o * b + (2 / 9) * q ^ 2 * b + (2 / 3) * w * q * b + (40 / 9) * q * c ^ 2 + (8 / 9) * w * c ^ 2 + (40 / 9) * q * h * c + (8 / 9) * w * h * c + (40 / 9) * q * o * c + (8 / 9) * w * o * c + (2 / 9) * q ^ 2 * c + (8 / 3) * w * q * c + (22 / 9) * w ^ 2 * c + (10 / 9) * q * h ^ 2 + (2 / 9) * w * h ^ 2 + (20 / 9) * q * o * h + (4 / 9) * w * o * h + (10 / 9) * q ^ 2 * h + (4 / 3) * w * q * h + (10 / 9) * q * o ^ 2 + (2 / 9) * w * o ^ 2 + (10 / 9) * q ^ 2 * o + (4 / 3) * w * q * o + (10 / 9) * w * q ^ 2 + (2 / 9) * w ^ 2 * q) / (b + w + (a + q)) / (b + w + (c + h) + b + a + c + o) / (a + q + (c + h) + b + a + c + o)).
Qed.

(* the mean of the first bound *)
Theorem mean_is_half : forall B s b a : R,
  B >= 0 ->
  s >= 0 ->
  B + s > 0 ->
  b <= B / 2 ->
  a >= s / 2 ->
  (b + s - a) / (B + s) <= 1 / 2.
Proof.
  start.
  know_positive (B + s).
  certify ((B / 2 - b + (a - s / 2)) / (B + s)).
Qed.

(* the mean of the second bound *)
Theorem mean_is_two_thirds : forall B s b a : R,
  B >= 0 ->
  s >= 0 ->
  B + s > 0 ->
  b <= B / 2 ->
  a >= s / 2 ->
  2 / 3 + 8 / 9 * (b - a - (B - s) / 2) / (B + s) <= 2 / 3.
Proof.
  start.
  know_positive (B + s).
  certify (8 / 9 * (B / 2 - b + (a - s / 2)) / (B + s)).
Qed.

(* False: J(S) − J(A) is at most (b + s − a)/(B + s) − 1/100 for each label *)
Theorem not_smaller_jaccard_price : ~ (forall b B a s c C o : R,
  b >= 0 ->
  b <= B ->
  a >= 0 ->
  a <= s ->
  c >= 0 ->
  c <= C ->
  o >= 0 ->
  B + s > 0 ->
  B + C + a + o > 0 ->
  s + C + b + o > 0 ->
  (b + c) / (B + C + a + o) - (a + c) / (s + C + b + o) <= (b + s - a) / (B + s) - 1 / 100).
Proof.
  intros claimed; specialize (claimed (1) (2) (0) (0) (0) (0) (0)); cbv zeta in claimed; contradict.
Qed.

(* False: D(S) − D(A) is at most 13/20 + 8/9 · (b − a − (B − s)/2)/(B + s) for each label *)
Theorem not_smaller_dice_price : ~ (forall b B a s c C o : R,
  b >= 0 ->
  b <= B ->
  a >= 0 ->
  a <= s ->
  c >= 0 ->
  c <= C ->
  o >= 0 ->
  B + s > 0 ->
  B + C + a + o > 0 ->
  s + C + b + o > 0 ->
  2 * (b + c) / (B + C + b + a + c + o) - 2 * (a + c) / (s + C + b + a + c + o) <= 13 / 20 + 8 / 9 * (b - a - (B - s) / 2) / (B + s)).
Proof.
  intros claimed; specialize (claimed (1) (2) (0) (0) (0) (0) (0)); cbv zeta in claimed; contradict.
Qed.

