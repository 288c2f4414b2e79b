(* The duality of the loss over the worst weights of images: losses and weights as lists, of every length. *)
From Coq Require Import Reals Lra Lia List.
From DiceWorkbook Require Import Certificates Logarithm RobustDuality.
Import ListNotations.
Local Open Scope R_scope.

(* One image: its loss, and its weight. *)
Record image := { loss : R; weight : R }.

Fixpoint total (f : image -> R) (images : list image) : R :=
  match images with
  | [] => 0
  | i :: rest => f i + total f rest
  end.

Definition number (images : list image) : R := INR (length images).
Definition are_weights (images : list image) : Prop :=
  (forall i, In i images -> 0 <= weight i) /\ total weight images = 1.

(* KL(q || uniform) = sum of q log(n q), where 0 log 0 is 0. *)
Definition divergence (images : list image) : R :=
  total (fun i => weight i * log (number images * weight i)) images.
Definition objective (beta : R) (images : list image) : R :=
  total (fun i => weight i * loss i) images - divergence images / beta.
Definition mean_exp (beta : R) (images : list image) : R :=
  total (fun i => exp (beta * loss i)) images / number images.
Definition robust (beta : R) (images : list image) : R := / beta * log (mean_exp beta images).

Lemma total_linear (f g : image -> R) (c d : R) (images : list image) :
  total (fun i => c * f i + d * g i) images = c * total f images + d * total g images.
Proof. induction images as [ | i rest IH ]; simpl; [ | rewrite IH ]; ring. Qed.

Lemma total_le (f g : image -> R) (images : list image) :
  (forall i, In i images -> f i <= g i) -> total f images <= total g images.
Proof.
  induction images as [ | i rest IH ]; intros below; simpl; [ lra | ].
  apply Rplus_le_compat; [ apply below; now left | apply IH; intros; apply below; now right ].
Qed.

Lemma total_same (f g : image -> R) (images : list image) :
  (forall i, In i images -> f i = g i) -> total f images = total g images.
Proof.
  induction images as [ | i rest IH ]; intros same; simpl; [ reflexivity | ].
  rewrite (same i (or_introl eq_refl)), IH; [ reflexivity | intros; apply same; now right ].
Qed.

Lemma number_positive images : are_weights images -> 0 < number images.
Proof.
  intros [_ whole]; unfold number; destruct images as [ | i rest ]; simpl in whole; [ lra | ].
  apply lt_0_INR; simpl; lia.
Qed.

Lemma exponentials_positive beta images : images <> [] -> 0 < total (fun i => exp (beta * loss i)) images.
Proof.
  intros some; destruct images as [ | i rest ]; [ congruence | clear some; simpl ].
  assert (0 <= total (fun j => exp (beta * loss j)) rest).
  { induction rest as [ | j rest IH ]; simpl; [ lra | pose proof (exp_pos (beta * loss j)); lra ]. }
  pose proof (exp_pos (beta * loss i)); lra.
Qed.

Lemma some_image images : are_weights images -> images <> [].
Proof. intros [_ whole] none; subst; simpl in whole; lra. Qed.

Lemma mean_exp_positive beta images : are_weights images -> 0 < mean_exp beta images.
Proof.
  intros weights; unfold mean_exp; apply Rdiv_lt_0_compat; [ apply exponentials_positive | apply number_positive ];
    [ apply some_image | ]; assumption.
Qed.

(* One image's share of beta (objective - robust), of any weight. *)
Lemma one_share beta images i : are_weights images -> 0 <= weight i ->
  let best := exp (beta * loss i) / total (fun j => exp (beta * loss j)) images in
  weight i * (beta * loss i) - weight i * log (number images * weight i) - weight i * log (mean_exp beta images)
    <= best - weight i.
Proof.
  intros weights [ positive | zero ] best.
  - pose proof (number_positive images weights) as n.
    pose proof (exponentials_positive beta images (some_image images weights)) as e.
    pose proof (mean_exp_positive beta images weights) as m.
    assert (0 < best) by (apply Rdiv_lt_0_compat; [ apply exp_pos | assumption ]).
    assert (gain : beta * loss i - log (number images * weight i) - log (mean_exp beta images) = log (best / weight i)).
    { rewrite <- (log_exp (beta * loss i)) at 1.
      assert (0 < number images * weight i) by (apply Rmult_lt_0_compat; assumption).
      unfold Rminus; rewrite <- !log_inverse by assumption.
      rewrite <- !log_product;
        repeat first [ assumption | apply exp_pos | apply Rinv_0_lt_compat | apply Rmult_lt_0_compat ].
      f_equal; unfold best, mean_exp; field; repeat split; lra. }
    replace (weight i * (beta * loss i) - weight i * log (number images * weight i)
      - weight i * log (mean_exp beta images)) with (weight i * log (best / weight i)) by (rewrite <- gain; ring).
    apply one_image; [ assumption | assumption | ].
    apply log_below, Rdiv_lt_0_compat; assumption.
  - rewrite <- zero; assert (0 < best).
    { apply Rdiv_lt_0_compat; [ apply exp_pos | apply exponentials_positive, some_image; assumption ]. }
    lra.
Qed.

Lemma best_weights beta images : images <> [] ->
  total (fun i => exp (beta * loss i) / total (fun j => exp (beta * loss j)) images) images = 1.
Proof.
  intros some; set (e := total (fun j => exp (beta * loss j)) images).
  pose proof (exponentials_positive beta images some) as positive; fold e in positive.
  transitivity (total (fun i => / e * exp (beta * loss i) + 0 * exp (beta * loss i)) images).
  - apply total_same; intros; field; lra.
  - rewrite total_linear; fold e; field; lra.
Qed.

Theorem robust_duality : forall beta images, 0 < beta -> are_weights images ->
  objective beta images <= robust beta images.
Proof.
  intros beta images positive weights; pose proof weights as [nonnegative whole].
  set (value := log (mean_exp beta images)).
  assert (sum : total (fun i => weight i * (beta * loss i) - weight i * log (number images * weight i)
      - weight i * value) images
    = beta * total (fun i => weight i * loss i) images - divergence images - value).
  { transitivity (total (fun i => 1 * (beta * (weight i * loss i) + -1 * (weight i * log (number images * weight i)))
        + - value * weight i) images); [ apply total_same; intros; ring | ].
    rewrite total_linear, total_linear, whole; unfold divergence; ring. }
  assert (below : total (fun i => weight i * (beta * loss i) - weight i * log (number images * weight i)
      - weight i * value) images
    <= total (fun i => 1 * (exp (beta * loss i) / total (fun j => exp (beta * loss j)) images)
      + -1 * weight i) images).
  { apply total_le; intros i here.
    pose proof (one_share beta images i weights (nonnegative i here)) as share; cbv zeta in share; fold value in share.
    lra. }
  rewrite total_linear, whole, (best_weights beta images (some_image images weights)), sum in below.
  unfold objective, robust; fold value.
  apply Rmult_le_reg_l with beta; [ assumption | ].
  replace (beta * (total (fun i => weight i * loss i) images - divergence images / beta))
    with (beta * total (fun i => weight i * loss i) images - divergence images) by (field; lra).
  replace (beta * (/ beta * value)) with value by (field; lra); lra.
Qed.

(* Nothing smaller would do: for all losses there are weights that attain it. *)
Definition weigh (beta : R) (losses : list R) : list image :=
  let whole := fold_right (fun l sum => exp (beta * l) + sum) 0 losses in
  map (fun l => {| loss := l; weight := exp (beta * l) / whole |}) losses.

Lemma exponentials_of_losses beta (give : R -> R) losses :
  total (fun i => exp (beta * loss i)) (map (fun l => {| loss := l; weight := give l |}) losses)
  = fold_right (fun l sum => exp (beta * l) + sum) 0 losses.
Proof. induction losses as [ | l rest IH ]; simpl; [ | rewrite IH ]; reflexivity. Qed.

Theorem robust_duality_is_attained : forall beta losses, 0 < beta -> losses <> [] ->
  let images := weigh beta losses in
  map loss images = losses /\ are_weights images /\ objective beta images = robust beta images.
Proof.
  intros beta losses positive some images.
  set (whole := fold_right (fun l sum => exp (beta * l) + sum) 0 losses).
  assert (same : total (fun i => exp (beta * loss i)) images = whole) by apply exponentials_of_losses.
  assert (given : images <> [])
    by (unfold images, weigh; destruct losses; [ congruence | discriminate ]).
  assert (more : 0 < whole) by (rewrite <- same; apply exponentials_positive; assumption).
  assert (form : forall i, In i images -> weight i = exp (beta * loss i) / whole).
  { intros i here; unfold images, weigh in here; apply in_map_iff in here as (l & made & _); subst i; reflexivity. }
  assert (weights : are_weights images).
  { split.
    - intros i here; rewrite (form i here); left; apply Rdiv_lt_0_compat; [ apply exp_pos | assumption ].
    - rewrite <- (best_weights beta images given), same; apply total_same; exact form. }
  split; [ unfold images, weigh; rewrite map_map; apply map_id | split; [ exact weights | ] ].
  pose proof (number_positive images weights) as n.
  assert (log : forall i, In i images ->
    weight i * log (number images * weight i) = beta * (weight i * loss i) + - log (mean_exp beta images) * weight i).
  { intros i here.
    replace (number images * weight i) with (exp (beta * loss i) * / mean_exp beta images).
    - rewrite log_product, log_exp, log_inverse;
        [ ring | apply mean_exp_positive; assumption | apply exp_pos
        | apply Rinv_0_lt_compat, mean_exp_positive; assumption ].
    - rewrite (form i here); unfold mean_exp; rewrite same; field; lra. }
  unfold objective, robust, divergence.
  rewrite (total_same _ _ images log), total_linear; destruct weights as [_ one]; rewrite one; field; lra.
Qed.

(* Equal weights and a single image of weight 1 show from below what the largest loss shows from above. *)
Theorem robust_between : forall beta images largest, 0 < beta -> images <> [] ->
  (forall i, In i images -> loss i <= largest) ->
  total loss images / number images <= robust beta images /\
  robust beta images <= largest /\
  forall i, In i images -> loss i - log (number images) / beta <= robust beta images.
Proof.
  intros beta images largest positive some below.
  assert (n : 0 < number images).
  { unfold number; apply lt_0_INR; destruct images; [ congruence | simpl; lia ]. }
  pose proof (exponentials_positive beta images some) as e.
  assert (m : 0 < mean_exp beta images) by (apply Rdiv_lt_0_compat; assumption).
  assert (count : forall c, total (fun _ => c) images = number images * c).
  { intros c; unfold number; clear; induction images as [ | i rest IH ]; [ simpl; ring | ].
    change (length (i :: rest)) with (S (length rest)); rewrite S_INR; simpl; rewrite IH; ring. }
  unfold robust; repeat split.
  - (* exp lies above its tangent at beta times the mean. *)
    set (mean := total loss images / number images).
    assert (exp (beta * mean) <= mean_exp beta images).
    { unfold mean_exp; apply Rmult_le_reg_l with (number images); [ assumption | ].
      replace (number images * (total (fun i => exp (beta * loss i)) images / number images))
        with (total (fun i => exp (beta * loss i)) images) by (field; lra).
      apply Rle_trans with (total (fun i => beta * exp (beta * mean) * loss i
        + exp (beta * mean) * (1 - beta * mean) * 1) images).
      - rewrite (total_linear loss (fun _ => 1)), count; unfold mean; right; field; lra.
      - apply total_le; intros i _.
        replace (beta * loss i) with (beta * mean + beta * (loss i - mean)) by ring; rewrite exp_plus.
        pose proof (tangent (beta * (loss i - mean))) as above; pose proof (exp_pos (beta * mean)).
        apply Rle_trans with (exp (beta * mean) * (1 + beta * (loss i - mean))); [ right; ring | ].
        apply Rmult_le_compat_l; lra. }
    apply Rmult_le_reg_l with beta; [ assumption | ].
    replace (beta * (/ beta * log (mean_exp beta images))) with (log (mean_exp beta images)) by (field; lra).
    rewrite <- (log_exp (beta * mean)); apply log_rises; [ apply exp_pos | assumption ].
  - assert (mean_exp beta images <= exp (beta * largest)).
    { unfold mean_exp; apply Rmult_le_reg_l with (number images); [ assumption | ].
      replace (number images * (total (fun i => exp (beta * loss i)) images / number images))
        with (total (fun i => exp (beta * loss i)) images) by (field; lra).
      rewrite <- count; apply total_le; intros i here.
      assert (beta * loss i <= beta * largest) as [ less | same ]
        by (apply Rmult_le_compat_l; [ lra | apply below; assumption ]).
      - left; apply exp_rises; assumption.
      - rewrite same; right; reflexivity. }
    apply Rmult_le_reg_l with beta; [ assumption | ].
    replace (beta * (/ beta * log (mean_exp beta images))) with (log (mean_exp beta images)) by (field; lra).
    rewrite <- (log_exp (beta * largest)); apply log_rises; assumption.
  - intros i here.
    assert (exp (beta * loss i) <= total (fun j => exp (beta * loss j)) images).
    { clear - here; induction images as [ | j rest IH ]; [ destruct here | simpl ].
      assert (0 <= total (fun k => exp (beta * loss k)) rest).
      { clear; induction rest as [ | k rest IH ]; simpl; [ lra | pose proof (exp_pos (beta * loss k)); lra ]. }
      destruct here as [ same | later ]; [ subst; lra | ].
      pose proof (exp_pos (beta * loss j)); specialize (IH later); lra. }
    apply Rmult_le_reg_l with beta; [ assumption | ].
    replace (beta * (loss i - log (number images) / beta)) with (beta * loss i - log (number images)) by (field; lra).
    replace (beta * (/ beta * log (mean_exp beta images))) with (log (mean_exp beta images)) by (field; lra).
    unfold mean_exp, Rdiv; rewrite log_product, log_inverse;
      [ | assumption | assumption | apply Rinv_0_lt_compat; assumption ].
    assert (beta * loss i <= log (total (fun j => exp (beta * loss j)) images)).
    { rewrite <- (log_exp (beta * loss i)) at 1; apply log_rises; [ apply exp_pos | assumption ]. }
    lra.
Qed.

Theorem not_attained_by_equal_weights :
  ~ (forall beta images, 0 < beta -> are_weights images ->
      (forall i, In i images -> weight i = / number images) -> objective beta images = robust beta images).
Proof.
  intros claimed.
  specialize (claimed 1 [{| loss := 0; weight := / 2 |}; {| loss := 1; weight := / 2 |}]).
  unfold objective, robust, divergence, mean_exp, are_weights, number in claimed; simpl in claimed.
  replace (1 + 1) with 2 in claimed by ring.
  assert (equal : 2 * / 2 = 1) by lra; rewrite equal, log_1 in claimed.
  assert (value : / 2 * 0 + (/ 2 * 1 + 0) - (/ 2 * 0 + (/ 2 * 0 + 0)) / 1
    = / 1 * log ((exp (1 * 0) + (exp (1 * 1) + 0)) / 2)).
  { apply claimed; [ lra | split; [ | lra ] | ];
      intros i [ here | [ here | [] ] ]; subst i; simpl; lra. }
  replace (1 * 0) with 0 in value by ring; replace (1 * 1) with 1 in value by ring; rewrite exp_0 in value.
  assert (half : log ((1 + (exp 1 + 0)) / 2) = / 2) by lra.
  (* With x = exp (1/2): (1 + x^2)/2 = x only at x = 1, and x is larger. *)
  pose proof (exp_pos 1) as e.
  assert (same : (1 + (exp 1 + 0)) / 2 = exp (/ 2)) by (rewrite <- half; rewrite exp_log; [ reflexivity | lra ]).
  assert (square : exp 1 = exp (/ 2) * exp (/ 2)) by (rewrite <- exp_plus; f_equal; lra).
  assert (larger : 1 < exp (/ 2)) by (rewrite <- exp_0; apply exp_rises; lra).
  rewrite square in same; nra.
Qed.
