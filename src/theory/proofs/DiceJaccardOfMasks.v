(* The constants are approached by masks, whose counts are whole numbers. *)
From Coq Require Import Reals Lra Psatz.
From DiceWorkbook Require Import Certificates DiceJaccard.
Local Open Scope R_scope.

Theorem absolute_error_is_least_of_masks : forall e : R, e > 0 -> exists tp fp : nat,
  let D := 2 * INR tp / (2 * INR tp + INR fp) in
  let J := INR tp / (INR tp + INR fp) in
  INR tp > 0 /\ D - J > 3 - 2 * sqrt 2 - e.
Proof.
  intros e positive_e; know_root (2).
  assert (inverse : 0 < / e) by (apply Rinv_0_lt_compat; assumption).
  destruct (archimed (/ e)) as [above _].
  assert (big : (0 < up (/ e))%Z) by (apply lt_IZR; lra).
  set (tp := Z.to_nat (up (/ e))).
  assert (tp_is : INR tp = IZR (up (/ e))) by (unfold tp; rewrite INR_IZR_INZ, Z2Nat.id; [ reflexivity | now apply Z.lt_le_incl ]).
  set (a := INR tp) in *; assert (enough : a * e > 1) by (rewrite tp_is; replace 1 with (/ e * e) by (field; lra); nra).
  assert (0 < a) by (rewrite tp_is; now apply IZR_lt).
  destruct (archimed (a * sqrt 2)) as [over under].
  assert (0 < a * sqrt 2) by nra.
  assert (some : (0 < up (a * sqrt 2))%Z) by (apply lt_IZR; lra).
  exists tp, (Z.to_nat (up (a * sqrt 2))); fold a; cbv zeta.
  replace (INR (Z.to_nat (up (a * sqrt 2)))) with (IZR (up (a * sqrt 2)))
    by (rewrite INR_IZR_INZ, Z2Nat.id; [ reflexivity | now apply Z.lt_le_incl ]).
  set (b := IZR (up (a * sqrt 2))) in *.
  split; [ assumption | ].
  assert (0 < b) by lra.
  apply Rlt_gt, by_positive_difference
    with (e - (sqrt 2 - 1) ^ 2 * (a * sqrt 2 - b) ^ 2 / ((a + b) * (2 * a + b))).
  - field [square]; split; lra.
  - assert (bounded : (sqrt 2 - 1) ^ 2 * (a * sqrt 2 - b) ^ 2 <= 1) by
      (assert (0 <= (sqrt 2 - 1) ^ 2 <= 1) by nra; assert (0 <= (a * sqrt 2 - b) ^ 2 <= 1) by nra; nra).
    assert (large : e * ((a + b) * (2 * a + b)) > 1) by
      (assert (a >= 1) by (rewrite tp_is; apply Rle_ge, IZR_le; now apply Z.lt_pred_le); nra).
    assert (0 < (a + b) * (2 * a + b)) by nra.
    apply Rlt_Rminus, Rmult_lt_reg_r with ((a + b) * (2 * a + b)); [ assumption | ].
    unfold Rdiv; rewrite Rmult_assoc, Rinv_l; nra.
Qed.
