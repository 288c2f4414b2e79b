(* The tactics and lemmas by which Coq checks the claims: signs by their shape, identities by field arithmetic. *)
From Coq Require Import Reals Lra Psatz.
Local Open Scope R_scope.

Lemma by_difference a b c : b - a = c -> 0 <= c -> a <= b.
Proof. lra. Qed.

Lemma by_positive_difference a b c : b - a = c -> 0 < c -> a < b.
Proof. lra. Qed.

Lemma quotient_nonnegative a b : 0 <= a -> 0 < b -> 0 <= a / b.
Proof. intros; apply Rmult_le_pos; [ assumption | left; apply Rinv_0_lt_compat; assumption ]. Qed.

Lemma root_squared a : 0 <= a -> sqrt a ^ 2 = a.
Proof. intros; rewrite <- Rsqr_pow2; apply Rsqr_sqrt; assumption. Qed.

(* The sign of a sum of products of squares and of factors that the context knows. *)
Ltac sign :=
  match goal with
  | |- _ >= _ => apply Rle_ge; sign
  | |- _ > _ => apply Rlt_gt; sign
  | _ => assumption
  | |- 0 <= _ ^ 2 => apply pow2_ge_0
  | |- 0 <= _ + _ => apply Rplus_le_le_0_compat; solve [ sign ]
  | |- 0 <= _ * _ => apply Rmult_le_pos; solve [ sign ]
  | |- 0 <= _ / _ => apply quotient_nonnegative; solve [ sign ]
  | _ => solve [ lra ]
  | |- 0 < _ + _ => first [ apply Rplus_lt_le_0_compat; sign | apply Rplus_le_lt_0_compat; sign ]
  | |- 0 < _ * _ => apply Rmult_lt_0_compat; sign
  | |- 0 < _ / _ => apply Rdiv_lt_0_compat; sign
  | |- 0 <= _ ^ _ => apply pow_le; sign
  | |- 0 < _ ^ _ => apply pow_lt; sign
  | |- 0 <= sqrt _ => apply sqrt_pos
  | |- 0 < sqrt _ => apply sqrt_lt_R0; sign
  | _ => solve [ nra ]
  end.

(* Takes names and hypotheses up, and writes every abbreviation out. *)
Ltac start := intros; cbv zeta in *; repeat match goal with name := _ |- _ => subst name end.

Ltac know_positive divisor :=
  let known := fresh "positive" in
  let inverse := fresh "positive" in
  assert (known : 0 < divisor) by sign;
  assert (inverse : 0 < / divisor) by (apply Rinv_0_lt_compat; assumption).

Ltac know_root under :=
  let square := fresh "square" in
  let positive := fresh "positive" in
  assert (square : sqrt under ^ 2 = under) by (apply root_squared; sign);
  assert (positive : 0 < sqrt under) by (apply sqrt_lt_R0; sign).

Ltac nonzero := repeat split; try (apply Rgt_not_eq; sign); try (apply Rlt_not_eq; sign); nra.

(* An identity of fields, modulo the squares of the roots in the context. *)
Ltac identity :=
  match goal with
  | a : sqrt _ ^ 2 = _, b : sqrt _ ^ 2 = _ |- _ => solve [ field [a b]; nonzero ]
  | a : sqrt _ ^ 2 = _ |- _ => solve [ field [a]; nonzero ]
  | _ => solve [ field; nonzero ]
  | _ => solve [ ring ]
  end.

Ltac certify because :=
  match goal with
  | |- _ >= _ => apply Rle_ge; certify because
  | _ => apply (by_difference _ _ because); [ identity | sign ]
  end.

Ltac certify_strictly because :=
  match goal with
  | |- _ > _ => apply Rlt_gt; certify_strictly because
  | _ => apply (by_positive_difference _ _ because); [ identity | sign ]
  end.

(* Derivatives by the rules of sum, product and quotient. *)
Lemma slope_is f x a b : derivable_pt_lim f x a -> a = b -> derivable_pt_lim f x b.
Proof. intros; subst; assumption. Qed.

Lemma slope_plus f g x a b :
  derivable_pt_lim f x a -> derivable_pt_lim g x b -> derivable_pt_lim (fun y => f y + g y) x (a + b).
Proof. exact (derivable_pt_lim_plus f g x a b). Qed.

Lemma slope_minus f g x a b :
  derivable_pt_lim f x a -> derivable_pt_lim g x b -> derivable_pt_lim (fun y => f y - g y) x (a - b).
Proof. exact (derivable_pt_lim_minus f g x a b). Qed.

Lemma slope_mult f g x a b :
  derivable_pt_lim f x a -> derivable_pt_lim g x b -> derivable_pt_lim (fun y => f y * g y) x (a * g x + f x * b).
Proof. exact (derivable_pt_lim_mult f g x a b). Qed.

Lemma slope_quotient f g x a b :
  derivable_pt_lim f x a -> derivable_pt_lim g x b -> g x <> 0 ->
  derivable_pt_lim (fun y => f y / g y) x ((a * g x - b * f x) / (g x * g x)).
Proof. intros; apply (derivable_pt_lim_div f g x a b); assumption. Qed.

Ltac slope :=
  lazymatch goal with
  | |- derivable_pt_lim (fun _ => ?c) _ _ => apply (derivable_pt_lim_const c)
  | |- derivable_pt_lim (fun y => y) _ _ => apply derivable_pt_lim_id
  | |- derivable_pt_lim (fun y => @?f y + @?g y) _ _ => eapply (slope_plus f g); slope
  | |- derivable_pt_lim (fun y => @?f y - @?g y) _ _ => eapply (slope_minus f g); slope
  | |- derivable_pt_lim (fun y => @?f y * @?g y) _ _ => eapply (slope_mult f g); slope
  | |- derivable_pt_lim (fun y => @?f y / @?g y) _ _ => eapply (slope_quotient f g); [ slope | slope | cbv beta; nonzero ]
  end.

Ltac derive := eapply slope_is; [ slope | cbv beta; identity ].

(* A claim that fails at a place where its hypotheses hold. *)
Ltac contradict :=
  match goal with
  | claimed : ?hypothesis -> _ |- False =>
      let shown := fresh "shown" in assert (shown : hypothesis) by sign; specialize (claimed shown); contradict
  | claimed : _ |- False => solve [ lra | nra ]
  end.
