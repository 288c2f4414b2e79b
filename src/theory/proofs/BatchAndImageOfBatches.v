(* Batch against image for batches of every size: lists of a volume and a Dice score for each image. *)
From Coq Require Import Reals Lra Psatz List.
From DiceWorkbook Require Import Certificates BatchAndImage.
Import ListNotations.
Local Open Scope R_scope.

Fixpoint total (f : R * R -> R) (batch : list (R * R)) : R :=
  match batch with
  | [] => 0
  | image :: rest => f image + total f rest
  end.

Definition images := total (fun _ => 1).
Definition pooled batch := total (fun image => fst image * snd image) batch / total fst batch.
Definition plain batch := total snd batch / images batch.

Definition scored (batch : list (R * R)) : Prop :=
  forall image, In image batch -> 0 < fst image /\ 0 <= snd image <= 1.

Lemma best (batch : list (R * R)) : batch <> [] ->
  exists most, In most batch /\ forall image, In image batch -> snd image <= snd most.
Proof.
  induction batch as [ | image rest IH ]; [ now intros [] | intros _ ].
  destruct rest as [ | next others ].
  - exists image; split; [ now left | intros one [ here | [] ]; subst; lra ].
  - destruct IH as [most [inside above]]; [ discriminate | ].
    destruct (Rle_dec (snd image) (snd most)).
    + exists most; split; [ now right | intros one [ here | there ]; [ subst; lra | now apply above ] ].
    + exists image; split; [ now left | intros one [ here | there ]; [ subst; lra | pose proof (above one there); lra ] ].
Qed.

Lemma worst (batch : list (R * R)) : batch <> [] ->
  exists least, In least batch /\ forall image, In image batch -> snd least <= snd image.
Proof.
  induction batch as [ | image rest IH ]; [ now intros [] | intros _ ].
  destruct rest as [ | next others ].
  - exists image; split; [ now left | intros one [ here | [] ]; subst; lra ].
  - destruct IH as [least [inside below]]; [ discriminate | ].
    destruct (Rle_dec (snd least) (snd image)).
    + exists least; split; [ now right | intros one [ here | there ]; [ subst; lra | now apply below ] ].
    + exists image; split; [ now left | intros one [ here | there ]; [ subst; lra | pose proof (below one there); lra ] ].
Qed.

Lemma total_le f g (batch : list (R * R)) :
  (forall image, In image batch -> f image <= g image) -> total f batch <= total g batch.
Proof.
  induction batch as [ | image rest IH ]; intros below; simpl; [ lra | ].
  apply Rplus_le_compat; [ apply below; now left | apply IH; intros; apply below; now right ].
Qed.

Lemma total_scaled c (batch : list (R * R)) : total (fun image => fst image * c) batch = total fst batch * c.
Proof. induction batch as [ | image rest IH ]; simpl; [ | rewrite IH ]; ring. Qed.

Lemma total_part f (batch : list (R * R)) one :
  (forall image, In image batch -> 0 <= f image) -> In one batch -> f one <= total f batch.
Proof.
  induction batch as [ | image rest IH ]; intros positive; [ intros [] | intros here; simpl ].
  assert (0 <= total f rest).
  { clear IH here; assert (forall image, In image rest -> 0 <= f image) as rest_positive by (intros; apply positive; now right).
    clear positive; induction rest as [ | next others IH ]; simpl; [ lra | ].
    assert (0 <= f next) by (apply rest_positive; now left).
    assert (0 <= total f others) by (apply IH; intros; apply rest_positive; now right); lra. }
  destruct here as [ here | there ]; [ subst; lra | ].
  assert (f one <= total f rest) by (apply IH; [ intros; apply positive; now right | assumption ]).
  assert (0 <= f image) by (apply positive; now left); lra.
Qed.

Lemma total_minus (batch : list (R * R)) : total (fun image => 1 - snd image) batch = images batch - total snd batch.
Proof. unfold images; induction batch as [ | image rest IH ]; simpl; [ | rewrite IH ]; ring. Qed.

Theorem batch_and_image : forall batch, batch <> [] -> scored batch ->
  Rabs (pooled batch - plain batch) <= 1 - 1 / images batch.
Proof.
  intros batch some scores.
  assert (many : 1 <= images batch).
  { unfold images; destruct batch as [ | image rest ]; [ now destruct some | ].
    apply (total_part (fun _ => 1) (image :: rest) image); [ intros; lra | now left ]. }
  assert (volume : 0 < total fst batch).
  { destruct batch as [ | image rest ]; [ now destruct some | ].
    destruct (scores image (or_introl eq_refl)) as [ positive _ ].
    apply Rlt_le_trans with (fst image); [ assumption | ].
    apply total_part; [ intros one here; destruct (scores one here); lra | now left ]. }
  destruct (best batch some) as [most [in_most above]]; destruct (worst batch some) as [least [in_least below]].
  destruct (scores most in_most) as [_ unit_most]; destruct (scores least in_least) as [_ unit_least].
  assert (upper : pooled batch <= snd most).
  { unfold pooled; apply Rmult_le_reg_r with (total fst batch); [ assumption | ].
    unfold Rdiv; rewrite Rmult_assoc, Rinv_l, Rmult_1_r by lra; rewrite Rmult_comm, <- total_scaled.
    apply total_le; intros image here; destruct (scores image here); pose proof (above image here); nra. }
  assert (lower : snd least <= pooled batch).
  { unfold pooled; apply Rmult_le_reg_r with (total fst batch); [ assumption | ].
    unfold Rdiv; rewrite Rmult_assoc, Rinv_l, Rmult_1_r by lra; rewrite Rmult_comm, <- total_scaled.
    apply total_le; intros image here; destruct (scores image here); pose proof (below image here); nra. }
  assert (part : snd most <= total snd batch)
    by (apply total_part; [ intros image here; destruct (scores image here); lra | assumption ]).
  assert (rest : 1 - snd least <= images batch - total snd batch).
  { rewrite <- total_minus; apply (total_part (fun image => 1 - snd image));
      [ intros image here; destruct (scores image here); lra | assumption ]. }
  assert (inverse : 0 < / images batch) by (apply Rinv_0_lt_compat; lra).
  assert (mean_part : snd most * / images batch <= plain batch)
    by (unfold plain, Rdiv; apply Rmult_le_compat_r; lra).
  assert (mean_rest : plain batch <= 1 - (1 - snd least) * / images batch).
  { assert ((1 - snd least) * / images batch <= (images batch - total snd batch) * / images batch)
      by (apply Rmult_le_compat_r; lra).
    assert ((images batch - total snd batch) * / images batch = 1 - plain batch) by (unfold plain; field; lra).
    lra. }
  assert (small : / images batch <= 1) by (rewrite <- Rinv_1; apply Rinv_le_contravar; lra).
  unfold Rabs; destruct (Rcase_abs _); unfold Rdiv; nra.
Qed.
