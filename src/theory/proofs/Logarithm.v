(* Exponentials and logarithms without the excluded middle, on which Coq's own ln stands (by the mean value theorem). *)
From Coq Require Import Reals ZArith Lra Lia.
Local Open Scope R_scope.

Lemma bernoulli n x : -1 <= x -> 1 + INR n * x <= (1 + x) ^ n.
Proof.
  intros least; induction n as [ | n IH ]; [ simpl; lra | ].
  rewrite S_INR; change ((1 + x) ^ S n) with ((1 + x) * (1 + x) ^ n).
  assert ((1 + x) * (1 + INR n * x) <= (1 + x) * (1 + x) ^ n) by (apply Rmult_le_compat_l; lra).
  pose proof (pos_INR n); pose proof (Rle_0_sqr x) as square; unfold Rsqr in square.
  assert (0 <= INR n * (x * x)) by (apply Rmult_le_pos; assumption); lra.
Qed.

Lemma exp_of_multiple n h : exp (INR n * h) = exp h ^ n.
Proof.
  induction n as [ | n IH ]; [ simpl; rewrite Rmult_0_l; apply exp_0 | ].
  rewrite S_INR, Rmult_plus_distr_r, exp_plus, IH, Rmult_1_l; simpl; ring.
Qed.

Lemma some_number a : exists n, a < INR n.
Proof.
  exists (Z.to_nat (up a)); destruct (archimed a) as [ above _ ].
  destruct (Z_le_gt_dec 0 (up a)) as [ positive | negative ].
  - rewrite INR_IZR_INZ, Z2Nat.id by assumption; lra.
  - assert (IZR (up a) <= 0) by (apply IZR_le; lia); pose proof (pos_INR (Z.to_nat (up a))); lra.
Qed.

(* exp lies above its tangent: exp x is a large power of exp (x/n), which the derivative at 0 tells. *)
Lemma tangent x : 1 + x <= exp x.
Proof.
  destruct (Req_dec x 0) as [ zero | other ]; [ subst; rewrite exp_0; lra | ].
  assert (0 < Rabs x) as size by (apply Rabs_pos_lt; assumption).
  apply le_epsilon; intros eps positive.
  pose proof (derivable_pt_lim_exp 0) as slope; rewrite exp_0 in slope.
  assert (0 < eps / Rabs x) as narrow by (apply Rdiv_lt_0_compat; assumption).
  destruct (slope (eps / Rabs x) narrow) as [delta near].
  pose proof (cond_pos delta) as some.
  destruct (some_number (Rabs x / delta + Rabs x + eps)) as [n many].
  assert (0 < Rabs x / delta) by (apply Rdiv_lt_0_compat; assumption).
  assert (0 < INR n) as large by lra.
  assert (0 < / INR n) as small by (apply Rinv_0_lt_compat; assumption).
  set (h := x * / INR n).
  assert (Rabs h = Rabs x * / INR n) as length
    by (unfold h; rewrite Rabs_mult, (Rabs_pos_eq (/ INR n)); [ reflexivity | lra ]).
  assert (h <> 0) as moved by (unfold h; apply Rmult_integral_contrapositive_currified; lra).
  assert (Rabs h < delta) as close.
  { rewrite length; apply Rmult_lt_reg_r with (INR n); [ assumption | ].
    rewrite Rmult_assoc, Rinv_l, Rmult_1_r by lra.
    apply Rmult_lt_reg_r with (/ delta); [ apply Rinv_0_lt_compat; assumption | ].
    replace (delta * INR n * / delta) with (INR n) by (field; lra); fold (Rabs x / delta); lra. }
  specialize (near h moved close); rewrite Rplus_0_l, exp_0 in near.
  assert (Rabs (exp h - 1 - h) <= eps / Rabs x * Rabs h) as error.
  { replace (exp h - 1 - h) with (((exp h - 1) / h - 1) * h) by (field; assumption).
    rewrite Rabs_mult; apply Rmult_le_compat_r; [ apply Rabs_pos | lra ]. }
  assert (eps / Rabs x * Rabs h = eps * / INR n) as exactly by (rewrite length; field; lra).
  assert (1 + (h - eps * / INR n) <= exp h) as first
    by (pose proof (Rle_abs (- (exp h - 1 - h))) as below; rewrite Rabs_Ropp in below; lra).
  assert (-1 <= h - eps * / INR n) as least.
  { assert ((Rabs x + eps) * / INR n <= 1).
    { apply Rmult_le_reg_r with (INR n); [ assumption | rewrite Rmult_assoc, Rinv_l by lra; lra ]. }
    pose proof (Rle_abs (- h)) as below; rewrite Rabs_Ropp, length in below; lra. }
  assert (exp x = exp h ^ n) as power
    by (rewrite <- exp_of_multiple; f_equal; unfold h; field; lra).
  rewrite power; apply Rle_trans with ((1 + (h - eps * / INR n)) ^ n + eps).
  - apply Rle_trans with (1 + INR n * (h - eps * / INR n) + eps).
    + right; unfold h; field; lra.
    + pose proof (bernoulli n _ least); lra.
  - apply Rplus_le_compat_r, pow_incr; lra.
Qed.

Lemma exp_rises x y : x < y -> exp x < exp y.
Proof.
  intros less; replace y with (x + (y - x)) by ring; rewrite exp_plus.
  pose proof (tangent (y - x)); pose proof (exp_pos x).
  apply Rle_lt_trans with (exp x * 1); [ lra | apply Rmult_lt_compat_l; lra ].
Qed.

Lemma exp_once x y : exp x = exp y -> x = y.
Proof.
  intros same; destruct (Rtotal_order x y) as [ less | [ equal | more ] ]; [ | assumption | ];
    [ pose proof (exp_rises x y less) | pose proof (exp_rises y x more) ]; lra.
Qed.

Lemma log_exists y : 0 < y -> { x | exp x = y }.
Proof.
  intros positive.
  assert (0 < / y) as inverse by (apply Rinv_0_lt_compat; assumption).
  destruct (IVT (fun x => exp x - y) (- / y) y) as [ x [ _ root ] ].
  - intros x; apply continuity_pt_minus; [ apply derivable_continuous_pt, derivable_pt_exp | ].
    apply continuity_pt_const; intros a b; reflexivity.
  - lra.
  - pose proof (tangent (/ y)); rewrite exp_Ropp.
    assert (/ exp (/ y) < y); [ | lra ].
    replace y with (/ / y) at 2 by (field; lra); apply Rinv_lt_contravar; [ | lra ].
    apply Rmult_lt_0_compat; [ assumption | apply exp_pos ].
  - pose proof (tangent y); lra.
  - exists x; lra.
Qed.

(* 0 where there is no logarithm, as Coq's ln is. *)
Definition log (y : R) : R :=
  match Rlt_dec 0 y with
  | left positive => proj1_sig (log_exists y positive)
  | right _ => 0
  end.

Lemma exp_log y : 0 < y -> exp (log y) = y.
Proof.
  intros positive; unfold log; destruct (Rlt_dec 0 y) as [ given | not ]; [ | contradiction ].
  apply (proj2_sig (log_exists y given)).
Qed.

Lemma log_exp x : log (exp x) = x.
Proof. apply exp_once, exp_log, exp_pos. Qed.

Lemma log_1 : log 1 = 0.
Proof. rewrite <- exp_0; apply log_exp. Qed.

Lemma log_product x y : 0 < x -> 0 < y -> log (x * y) = log x + log y.
Proof.
  intros; apply exp_once; rewrite exp_plus, !exp_log; [ reflexivity | | | apply Rmult_lt_0_compat ]; assumption.
Qed.

Lemma log_inverse x : 0 < x -> log (/ x) = - log x.
Proof.
  intros; apply exp_once; rewrite exp_Ropp, !exp_log; [ reflexivity | | apply Rinv_0_lt_compat ]; assumption.
Qed.

Lemma log_rises x y : 0 < x -> x <= y -> log x <= log y.
Proof.
  intros positive least; apply Rnot_lt_le; intros less; pose proof (exp_rises _ _ less) as more.
  rewrite !exp_log in more; lra.
Qed.

Lemma log_below x : 0 < x -> log x <= x - 1.
Proof. intros positive; pose proof (tangent (log x)) as above; rewrite exp_log in above; [ lra | assumption ]. Qed.
