(* Volume bias and calibration error of every finite law of a predicted probability and a label. *)
From Coq Require Import Reals Lra List.
From DiceWorkbook Require Import Certificates Laws Calibration.
Import ListNotations.
Local Open Scope R_scope.

(* One level of the prediction: f itself, and how often the label is foreground where the prediction is f. *)
Record level := { f : R; frequency : R }.

Definition bias (law : list (R * level)) : R := mean (fun l => f l - frequency l) law.
Definition calibration_error (law : list (R * level)) : R := mean (fun l => Rabs (f l - frequency l)) law.

Theorem bias_below_calibration_error : forall law, is_law law -> Rabs (bias law) <= calibration_error law.
Proof.
  intros law [positive _]; unfold bias, calibration_error; apply Rabs_le; clear - positive.
  induction law as [ | [p l] rest IH ]; simpl; [ lra | ].
  assert (0 <= p) by (apply (positive p l); now left).
  pose proof (Rle_abs (f l - frequency l)) as above; pose proof (Rle_abs (- (f l - frequency l))) as below.
  rewrite Rabs_Ropp in below.
  assert (p * (f l - frequency l) <= p * Rabs (f l - frequency l)) by (apply one_level; lra).
  assert (p * (frequency l - f l) <= p * Rabs (f l - frequency l)) by (apply one_level; lra).
  assert (- mean (fun l => Rabs (f l - frequency l)) rest <= mean (fun l => f l - frequency l) rest
    <= mean (fun l => Rabs (f l - frequency l)) rest) by (apply IH; intros q m here; apply (positive q m); now right).
  lra.
Qed.

Theorem calibrated_is_unbiased : forall law, is_law law ->
  (forall p l, In (p, l) law -> f l = frequency l) -> bias law = 0.
Proof.
  intros law _ calibrated; unfold bias; induction law as [ | [p l] rest IH ]; simpl; [ reflexivity | ].
  rewrite (calibrated p l (or_introl eq_refl)), IH; [ ring | intros q m here; apply (calibrated q m); now right ].
Qed.

(* A fair label, predicted as 3/4 where it is foreground and as 1/4 where it is not. *)
Theorem unbiased_is_not_calibrated : exists law, is_law law /\
  (forall p l, In (p, l) law -> 0 <= f l <= 1 /\ 0 <= frequency l <= 1) /\
  bias law = 0 /\ calibration_error law = 1 / 4.
Proof.
  exists [ (1 / 2, {| f := 3 / 4; frequency := 1 |}); (1 / 2, {| f := 1 / 4; frequency := 0 |}) ].
  unfold is_law, bias, calibration_error; simpl.
  replace (3 / 4 - 1) with (- (1 / 4)) by lra; replace (1 / 4 - 0) with (1 / 4) by lra.
  rewrite Rabs_Ropp, Rabs_pos_eq by lra.
  repeat split; try lra; intros;
    repeat match goal with
    | here : _ \/ _ |- _ => destruct here as [ here | here ]
    | here : (_, _) = (_, _) |- _ => injection here; clear here; intros; subst
    | here : False |- _ => destruct here
    end; simpl; lra.
Qed.
