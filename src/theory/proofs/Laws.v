(* Finite laws: lists of probabilities, each with what happens; and the means of functions under them. *)
From Coq Require Import Reals Lra List.
Import ListNotations.
Local Open Scope R_scope.

Fixpoint mean {A : Type} (f : A -> R) (law : list (R * A)) : R :=
  match law with
  | [] => 0
  | (p, a) :: rest => p * f a + mean f rest
  end.

Definition is_law {A : Type} (law : list (R * A)) : Prop :=
  (forall p a, In (p, a) law -> 0 <= p) /\ mean (fun _ => 1) law = 1.

Lemma mean_le {A : Type} (f g : A -> R) (law : list (R * A)) :
  (forall p a, In (p, a) law -> 0 <= p) ->
  (forall p a, In (p, a) law -> f a <= g a) ->
  mean f law <= mean g law.
Proof.
  induction law as [ | [p a] rest IH ]; intros positive below; simpl; [ lra | ].
  apply Rplus_le_compat.
  - apply Rmult_le_compat_l; [ apply (positive p a) | apply (below p a) ]; now left.
  - apply IH; intros q b inside; [ apply (positive q b) | apply (below q b) ]; now right.
Qed.

Lemma mean_linear {A : Type} (f g : A -> R) (c d e : R) (law : list (R * A)) :
  mean (fun a => c * f a + d * g a + e) law = c * mean f law + d * mean g law + e * mean (fun _ => 1) law.
Proof. induction law as [ | [p a] rest IH ]; simpl; [ | rewrite IH ]; ring. Qed.

Lemma mean_ext {A : Type} (f g : A -> R) (law : list (R * A)) :
  (forall a, f a = g a) -> mean f law = mean g law.
Proof. intros same; induction law as [ | [p a] rest IH ]; simpl; [ | rewrite IH, same ]; reflexivity. Qed.

Lemma mean_in_unit {A : Type} (f : A -> R) (law : list (R * A)) :
  is_law law -> (forall p a, In (p, a) law -> 0 <= f a <= 1) -> 0 <= mean f law <= 1.
Proof.
  intros [positive total] unit; split.
  - replace 0 with (mean (fun _ : A => 0) law).
    + apply mean_le; [ assumption | intros p a inside; apply (unit p a inside) ].
    + clear; induction law as [ | [p a] rest IH ]; simpl; [ | rewrite IH ]; ring.
  - rewrite <- total; apply mean_le; [ assumption | intros p a inside; apply (unit p a inside) ].
Qed.

(* phi turns a Dice score into the Jaccard index of the same masks. *)
Definition phi (x : R) : R := x / (2 - x).

(* Jensen's inequality for phi, by its tangent at the mean. *)
Lemma jensen {A : Type} (score : A -> R) (law : list (R * A))
  (tangent : forall x c, 0 <= x -> x <= 1 -> 0 <= c -> c <= 1 -> x / (2 - x) >= c / (2 - c) + 2 * (x - c) / (2 - c) ^ 2) :
  is_law law -> (forall p a, In (p, a) law -> 0 <= score a <= 1) ->
  phi (mean score law) <= mean (fun a => phi (score a)) law.
Proof.
  intros is unit; pose proof (mean_in_unit score law is unit) as inside; destruct is as [positive total].
  set (c := mean score law) in *.
  apply Rle_trans with (mean (fun a => 2 / (2 - c) ^ 2 * score a + 0 * score a + (phi c - 2 / (2 - c) ^ 2 * c)) law).
  - rewrite mean_linear, total; fold c; right; ring.
  - apply mean_le; [ assumption | intros p a here ].
    pose proof (tangent (score a) c) as line; specialize (unit p a here); unfold phi.
    apply Rge_le; eapply Rge_trans; [ apply line; lra | right; field; lra ].
Qed.
