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

(* The Dice semimetric losses: what the claims show of DML = JML/(2 - JML), of JML in [0, 1], for the masks themselves. *)
Lemma relaxed u v j : 0 <= u <= 1 -> 0 <= v <= 1 -> 0 <= j <= 1 -> j <= u + v ->
  j / (2 - j) <= 3 / 2 * (u / (2 - u) + v / (2 - v)).
Proof.
  intros; destruct (Rle_dec (u + v) 1);
    [ apply relaxed_triangle_near; lra | apply relaxed_triangle_far; lra ].
Qed.

Lemma distance_below_sums (u v : pixel -> R) mask :
  (forall p, In p mask -> 0 <= u p /\ 0 <= v p) -> distance u v mask <= total u mask + total v mask.
Proof.
  intros inside; unfold distance; rewrite <- total_plus; apply total_le; intros p here.
  destruct (inside p here); absolute; lra.
Qed.

Lemma part_of_one d rest : 0 <= d -> 0 <= rest -> 0 < rest + d -> 0 <= d / (rest + d) <= 1.
Proof.
  intros; split; [ apply quotient_nonnegative; assumption | ].
  apply Rmult_le_reg_r with (rest + d); [ assumption | ].
  unfold Rdiv; rewrite Rmult_assoc, Rinv_l by lra; lra.
Qed.

Lemma form_1 d volume : 0 <= d -> 0 < volume ->
  d / volume = 2 * d / (volume + d) / (2 - 2 * d / (volume + d)).
Proof.
  intros; rewrite two_minus_metric, semimetric_of_metric_1 by lra; reflexivity.
Qed.

Lemma form_2 d product : 0 <= d -> 0 <= product -> 0 < product + d ->
  d / (2 * product + d) = d / (product + d) / (2 - d / (product + d)).
Proof. intros; field; lra. Qed.

Theorem semimetric_1_triangle : forall mask, soft mask ->
  let volume := fun u v => total u mask + total v mask in
  let dml := fun u v => distance u v mask / volume u v in
  0 < volume x y -> 0 < volume x z -> 0 < volume z y ->
  dml x y <= 3 / 2 * (dml x z + dml z y).
Proof.
  intros mask inside volume dml some_xy some_xz some_zy.
  pose proof (metric_1_triangle mask inside some_xy some_xz some_zy) as triangle; cbv beta zeta in triangle.
  unfold dml, volume in *.
  assert (unit : forall u v, (forall p, In p mask -> 0 <= u p /\ 0 <= v p) -> 0 < total u mask + total v mask ->
    0 <= 2 * distance u v mask / (total u mask + total v mask + distance u v mask) <= 1).
  { intros u v positive some; pose proof (distance_nonnegative u v mask).
    pose proof (distance_below_sums u v mask positive).
    split; [ apply quotient_nonnegative; lra | ].
    apply Rmult_le_reg_r with (total u mask + total v mask + distance u v mask); [ lra | ].
    unfold Rdiv; rewrite Rmult_assoc, Rinv_l by lra; lra. }
  rewrite (form_1 (distance x y mask)), (form_1 (distance x z mask)), (form_1 (distance z y mask))
    by first [ apply distance_nonnegative | assumption ].
  apply relaxed; try assumption; apply unit; try assumption; intros p here; destruct (inside p here); lra.
Qed.

Theorem semimetric_2_triangle : forall mask, soft mask ->
  let below := fun u v => product u v mask + distance u v mask in
  let dml := fun u v => distance u v mask / (2 * product u v mask + distance u v mask) in
  0 < below x y -> 0 < below x z -> 0 < below z y ->
  dml x y <= 3 / 2 * (dml x z + dml z y).
Proof.
  intros mask inside below dml some_xy some_xz some_zy.
  pose proof (metric_2_triangle mask inside some_xy some_xz some_zy) as triangle; cbv beta zeta in triangle.
  unfold dml, below in *.
  assert (positive : forall u v, (forall p, In p mask -> 0 <= u p /\ 0 <= v p) -> 0 <= product u v mask).
  { intros u v here; unfold product; clear - here; induction mask as [ | p rest IH ]; simpl; [ lra | ].
    destruct (here p (or_introl eq_refl)).
    assert (0 <= total (fun p => u p * v p) rest) by (apply IH; intros; apply here; now right); nra. }
  assert (0 <= product x y mask /\ 0 <= product x z mask /\ 0 <= product z y mask) as (? & ? & ?).
  { repeat split; apply positive; intros p here; destruct (inside p here); lra. }
  pose proof (distance_nonnegative x y mask); pose proof (distance_nonnegative x z mask);
    pose proof (distance_nonnegative z y mask).
  rewrite (form_2 (distance x y mask)), (form_2 (distance x z mask)), (form_2 (distance z y mask)) by assumption.
  apply relaxed; try assumption; apply part_of_one; assumption.
Qed.

(* No smaller factor would do, for either form: from {1} to {2} by way of {1, 2}. *)
Theorem semimetrics_are_tight : exists mask, soft mask /\
  distance x y mask / (total x mask + total y mask)
    = 3 / 2 * (distance x z mask / (total x mask + total z mask) + distance z y mask / (total z mask + total y mask)) /\
  distance x y mask / (2 * product x y mask + distance x y mask)
    = 3 / 2 * (distance x z mask / (2 * product x z mask + distance x z mask)
      + distance z y mask / (2 * product z y mask + distance z y mask)) /\
  0 < distance x y mask.
Proof.
  exists [ {| x := 1; y := 0; z := 1 |}; {| x := 0; y := 1; z := 1 |} ].
  unfold soft, distance, product; simpl.
  replace (1 - 0) with 1 by ring; replace (0 - 1) with (-1) by ring; replace (1 - 1) with 0 by ring.
  rewrite Rabs_R1, Rabs_R0; replace (Rabs (-1)) with 1 by (absolute; lra).
  repeat split; try lra;
    match goal with here : _ \/ _ |- _ => destruct here as [ here | [ here | [] ] ]; subst; simpl; lra end.
Qed.
