(* The distances of soft masks of every size: lists of the values of x, y and z at each pixel, all in [0, 1]. *)
From Coq Require Import Reals Lra Psatz List.
From DiceWorkbook Require Import Certificates SoftLabels.
Import ListNotations.
Local Open Scope R_scope.

Record pixel := { x : R; y : R; z : R }.

Fixpoint total (f : pixel -> R) (mask : list pixel) : R :=
  match mask with
  | [] => 0
  | p :: rest => f p + total f rest
  end.

Definition soft (mask : list pixel) : Prop :=
  forall p, In p mask -> 0 <= x p <= 1 /\ 0 <= y p <= 1 /\ 0 <= z p <= 1.

Definition distance (u v : pixel -> R) : list pixel -> R := total (fun p => Rabs (u p - v p)).
Definition product (u v : pixel -> R) : list pixel -> R := total (fun p => u p * v p).

Lemma total_le (f g : pixel -> R) (mask : list pixel) :
  (forall p, In p mask -> f p <= g p) -> total f mask <= total g mask.
Proof.
  induction mask as [ | p rest IH ]; intros below; simpl; [ lra | ].
  apply Rplus_le_compat; [ apply below; now left | apply IH; intros; apply below; now right ].
Qed.

Lemma total_plus (f g : pixel -> R) (mask : list pixel) :
  total (fun p => f p + g p) mask = total f mask + total g mask.
Proof. induction mask as [ | p rest IH ]; simpl; [ | rewrite IH ]; ring. Qed.

Lemma distance_nonnegative u v mask : 0 <= distance u v mask.
Proof.
  unfold distance; induction mask as [ | p rest IH ]; simpl; [ lra | ].
  pose proof (Rabs_pos (u p - v p)); lra.
Qed.

Ltac absolute := repeat match goal with |- context [ Rabs ?a ] => unfold Rabs at 1; destruct (Rcase_abs a) end.

(* What the claims take as given. *)
Lemma legs mask : distance x y mask <= distance x z mask + distance z y mask.
Proof.
  unfold distance; rewrite <- total_plus; apply total_le; intros p _.
  replace (x p - y p) with ((x p - z p) + (z p - y p)) by ring; apply Rabs_triang.
Qed.

Lemma sums_first mask : total x mask + total z mask <= total x mask + total y mask + distance z y mask.
Proof.
  assert (total z mask <= total (fun p => y p + Rabs (z p - y p)) mask) as above
    by (apply total_le; intros p _; absolute; lra).
  rewrite total_plus in above; unfold distance; lra.
Qed.

Lemma sums_second mask : total z mask + total y mask <= total x mask + total y mask + distance x z mask.
Proof.
  assert (total z mask <= total (fun p => x p + Rabs (x p - z p)) mask) as above
    by (apply total_le; intros p _; absolute; lra).
  rewrite total_plus in above; unfold distance; lra.
Qed.

Lemma products_first mask : soft mask -> product x z mask <= product x y mask + distance z y mask.
Proof.
  intros inside; unfold product, distance; rewrite <- total_plus; apply total_le; intros p here.
  destruct (inside p here) as (? & ? & ?); absolute; nra.
Qed.

Lemma products_second mask : soft mask -> product z y mask <= product x y mask + distance x z mask.
Proof.
  intros inside; unfold product, distance; rewrite <- total_plus; apply total_le; intros p here.
  destruct (inside p here) as (? & ? & ?); absolute; nra.
Qed.

Lemma product_nonnegative mask : soft mask -> 0 <= product x y mask.
Proof.
  intros inside; unfold product; induction mask as [ | p rest IH ]; simpl; [ lra | ].
  destruct (inside p (or_introl eq_refl)) as (? & ? & ?).
  assert (0 <= total (fun p => x p * y p) rest) by (apply IH; intros q here; apply inside; now right).
  nra.
Qed.

(* No two of the three masks are both all zero, so that no distance is 0/0. *)
Theorem metric_1_triangle : forall mask, soft mask ->
  let volume := fun u v => total u mask + total v mask in
  let jml := fun u v => 2 * distance u v mask / (volume u v + distance u v mask) in
  0 < volume x y -> 0 < volume x z -> 0 < volume z y ->
  jml x y <= jml x z + jml z y.
Proof.
  intros mask inside volume jml some_xy some_xz some_zy; unfold jml, volume in *.
  pose proof (legs mask); pose proof (sums_first mask); pose proof (sums_second mask).
  pose proof (distance_nonnegative x y mask); pose proof (distance_nonnegative x z mask);
    pose proof (distance_nonnegative z y mask).
  pose proof (triangle (distance x y mask) (distance x z mask) (distance z y mask) (total x mask + total y mask)
    (total x mask + total z mask) (total z mask + total y mask)) as bound.
  apply Rle_trans with (2 * (distance x y mask / (total x mask + total y mask + distance x y mask))).
  - right; field; lra.
  - apply Rle_trans with (2 * (distance x z mask / (total x mask + total z mask + distance x z mask)
      + distance z y mask / (total z mask + total y mask + distance z y mask))).
    + apply Rmult_le_compat_l; [ lra | apply bound; lra ].
    + right; field; lra.
Qed.

Theorem metric_2_triangle : forall mask, soft mask ->
  let below := fun u v => product u v mask + distance u v mask in
  let jml := fun u v => distance u v mask / below u v in
  0 < below x y -> 0 < below x z -> 0 < below z y ->
  jml x y <= jml x z + jml z y.
Proof.
  intros mask inside below jml some_xy some_xz some_zy; unfold jml, below in *.
  pose proof (legs mask); pose proof (products_first mask inside); pose proof (products_second mask inside).
  pose proof (product_nonnegative mask inside).
  pose proof (distance_nonnegative x y mask); pose proof (distance_nonnegative x z mask);
    pose proof (distance_nonnegative z y mask).
  apply (triangle (distance x y mask) (distance x z mask) (distance z y mask) (product x y mask) (product x z mask)
    (product z y mask)); lra.
Qed.
