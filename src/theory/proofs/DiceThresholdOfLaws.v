(* The Dice-optimal prediction for labels of volume V, in images of every size: a list of marginals, and which are marked. *)
From Coq Require Import Reals Lra Psatz List.
From DiceWorkbook Require Import Certificates DiceThreshold.
Import ListNotations.
Local Open Scope R_scope.

Fixpoint met (marginals : list R) (marked : list bool) : R :=
  match marginals, marked with
  | m :: ms, b :: bs => (if b then m else 0) + met ms bs
  | _, _ => 0
  end.

Fixpoint volume (marked : list bool) : R :=
  match marked with
  | [] => 0
  | b :: bs => (if b then 1 else 0) + volume bs
  end.

(* The expected Dice score of a prediction where every label has the volume V: the hits are linear in the label, so that
   their mean depends on the marginals alone. *)
Definition score (V : R) (marginals : list R) (marked : list bool) : R :=
  2 * met marginals marked / (volume marked + V).

Lemma met_app l1 l2 b1 b2 : length l1 = length b1 -> met (l1 ++ l2) (b1 ++ b2) = met l1 b1 + met l2 b2.
Proof.
  revert b1; induction l1 as [ | m ms IH ]; intros [ | b bs ] same; try discriminate; simpl; [ ring | ].
  rewrite IH; [ ring | now injection same ].
Qed.

Lemma volume_app b1 b2 : volume (b1 ++ b2) = volume b1 + volume b2.
Proof. induction b1 as [ | b bs IH ]; simpl; [ | rewrite IH ]; ring. Qed.

Lemma volume_nonnegative marked : 0 <= volume marked.
Proof. induction marked as [ | b bs IH ]; simpl; [ lra | destruct b; lra ]. Qed.

Lemma met_nonnegative marginals marked : (forall m, In m marginals -> 0 <= m) -> 0 <= met marginals marked.
Proof.
  revert marked; induction marginals as [ | m ms IH ]; intros [ | b bs ] positive; simpl; try lra.
  assert (0 <= m) by (apply positive; now left).
  assert (0 <= met ms bs) by (apply IH; intros; apply positive; now right).
  destruct b; lra.
Qed.

(* Every optimum marks each pixel above half of its score, and none below. *)
Theorem optimum_is_threshold : forall (V : R) (l1 l2 : list R) (m : R) (b1 b2 : list bool) (b : bool),
  0 < V -> (forall one, In one (l1 ++ m :: l2) -> 0 <= one) ->
  length l1 = length b1 -> length l2 = length b2 ->
  let marginals := l1 ++ m :: l2 in
  let best := b1 ++ b :: b2 in
  (forall other, length other = length best -> score V marginals other <= score V marginals best) ->
  (b = true -> score V marginals best / 2 <= m) /\ (b = false -> m <= score V marginals best / 2).
Proof.
  intros V l1 l2 m b1 b2 b positive_V positive first second marginals best optimal.
  assert (sums : forall c, met marginals (b1 ++ c :: b2) = (if c : bool then m else 0) + (met l1 b1 + met l2 b2)).
  { intros c; unfold marginals; rewrite met_app by assumption; simpl; destruct c; ring. }
  assert (counts : forall c, volume (b1 ++ c :: b2) = (if c : bool then 1 else 0) + (volume b1 + volume b2)).
  { intros c; rewrite volume_app; simpl; destruct c; ring. }
  assert (0 <= m) by (apply positive, in_or_app; right; now left).
  assert (0 <= met l1 b1) by (apply met_nonnegative; intros; apply positive, in_or_app; now left).
  assert (0 <= met l2 b2) by (apply met_nonnegative; intros; apply positive, in_or_app; right; now right).
  pose proof (volume_nonnegative b1); pose proof (volume_nonnegative b2).
  set (s := met l1 b1 + met l2 b2) in *; set (k := volume b1 + volume b2) in *.
  assert (flipped : score V marginals (b1 ++ negb b :: b2) <= score V marginals best)
    by (apply optimal; unfold best; rewrite !app_length; reflexivity).
  unfold score, best in *; rewrite !sums, !counts in *.
  pose proof (gain s k V m) as step; cbv zeta in step.
  assert (0 <= s) by (unfold s; lra); assert (0 <= k) by (unfold k; lra).
  split; intros case; rewrite case in *; simpl in *.
  - assert (left : 2 * (s + m) / (k + 1 + V) - 2 * s / (k + V) = (2 * m - 2 * s / (k + V)) / (k + 1 + V)) by (apply step; lra).
    assert (0 <= (2 * m - 2 * s / (k + V)) / (k + 1 + V)).
    { rewrite <- left; replace (2 * (s + m) / (k + 1 + V)) with (2 * (m + s) / (1 + k + V)) by (field; lra).
      replace (0 + s) with s in flipped by ring; replace (0 + k) with k in flipped by ring; lra. }
    assert (0 <= 2 * m - 2 * s / (k + V)).
    { replace (2 * m - 2 * s / (k + V)) with ((2 * m - 2 * s / (k + V)) / (k + 1 + V) * (k + 1 + V)) by (field; lra).
      apply Rmult_le_pos; lra. }
    apply by_difference with ((2 * m - 2 * s / (k + V)) * (k + V) / (2 * (1 + k + V))); [ field; lra | ].
    apply quotient_nonnegative; [ apply Rmult_le_pos | ]; lra.
  - replace (0 + s) with s in * by ring; replace (0 + k) with k in * by ring.
    destruct (Rle_dec m (2 * s / (k + V) / 2)); [ assumption | exfalso ].
    pose proof (above_gains s k V m) as more; cbv zeta in more.
    assert (2 * (s + m) / (k + 1 + V) > 2 * s / (k + V)) by (apply more; lra).
    replace (2 * (m + s) / (1 + k + V)) with (2 * (s + m) / (k + 1 + V)) in flipped by (field; lra).
    lra.
Qed.
