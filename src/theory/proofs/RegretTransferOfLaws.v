(* The transfer of regret for every finite law of labels and every class of predictors. *)
From Coq Require Import Reals Lra Psatz List.
From DiceWorkbook Require Import Certificates Laws RegretTransfer.
Import ListNotations.
Local Open Scope R_scope.

(* f is optimal for Dice, g for Jaccard: of each only the score on each label enters, Jaccard being phi of Dice. *)
Theorem regret_transfer : forall (A : Type) (labels : list (R * A)) (f g : A -> R),
  is_law labels ->
  (forall p a, In (p, a) labels -> 0 <= f a <= 1) ->
  (forall p a, In (p, a) labels -> 0 <= g a <= 1) ->
  let J := fun (score : A -> R) => mean (fun a => phi (score a)) labels in
  let D := fun (score : A -> R) => mean score labels in
  D g <= D f -> J f <= J g ->
  0 <= D f - D g <= D f - phi (D f) /\ D f - phi (D f) <= 3 - 2 * sqrt 2 /\
  0 <= J g - J f <= J g - phi (J g) /\ J g - phi (J g) <= 3 - 2 * sqrt 2 /\
  D f <= 2 * D g.
Proof.
  intros A labels f g is unit_f unit_g J D best_D best_J.
  pose proof (jensen f labels tangent is unit_f) as jensen_f; fold (J f) (D f) in jensen_f.
  pose proof (mean_in_unit f labels is unit_f) as in_f; fold (D f) in in_f.
  pose proof (mean_in_unit g labels is unit_g) as in_g; fold (D g) in in_g.
  assert (below : J g <= D g).
  { apply mean_le; [ apply is | intros p a here; specialize (unit_g p a here) ].
    unfold phi; apply by_difference with (g a * (1 - g a) / (2 - g a)); [ field; lra | ].
    apply quotient_nonnegative; [ apply Rmult_le_pos | ]; lra. }
  assert (in_J : 0 <= J g).
  { apply Rle_trans with (phi (D f)); [ | lra ].
    unfold phi; apply quotient_nonnegative; lra. }
  assert (rise : phi (J g) <= phi (D f)) by (apply (rises (J g) (D f)); lra).
  pose proof (loses (D f)) as lose_f; pose proof (loses (J g)) as lose_g; pose proof (halves (D f)) as half.
  assert (twice : 2 * D f / (2 - D f) = 2 * phi (D f)) by (unfold phi; field; lra).
  unfold phi in *; repeat split; lra.
Qed.

(* Nothing smaller would do: two disjoint labels, g is one of them and f both. *)
Theorem regret_transfer_is_tight : exists (labels : list (R * bool)) (f g : bool -> R),
  is_law labels /\
  (forall p a, In (p, a) labels -> 0 <= f a <= 1 /\ 0 <= g a <= 1) /\
  mean g labels <= mean f labels /\
  mean (fun a => phi (f a)) labels <= mean (fun a => phi (g a)) labels /\
  mean (fun a => phi (g a)) labels - mean (fun a => phi (f a)) labels = 3 - 2 * sqrt 2.
Proof.
  know_root (2).
  assert (1 < sqrt 2 < 2) by nra.
  exists [(2 - sqrt 2, true); (sqrt 2 - 1, false)], (fun _ => 2 - sqrt 2), (fun a : bool => if a then 1 else 0).
  assert (value : phi (2 - sqrt 2) = sqrt 2 - 1).
  { unfold phi; replace (2 - (2 - sqrt 2)) with (sqrt 2) by ring.
    apply Rmult_eq_reg_r with (sqrt 2); [ | lra ]; unfold Rdiv; rewrite Rmult_assoc, Rinv_l; nra. }
  assert (phi 1 = 1) by (unfold phi; field).
  assert (phi 0 = 0) by (unfold phi; field).
  repeat split; simpl; rewrite ?value; try nra.
  - intros p a [ here | [ here | [] ] ]; injection here; intros; subst; lra.
  - destruct a; lra.
  - destruct a; lra.
Qed.
