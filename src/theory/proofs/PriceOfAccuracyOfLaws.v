(* The price of accuracy for every finite law of non-empty labels, of images of every size. *)
From Coq Require Import Reals Lra Psatz List.
From DiceWorkbook Require Import Certificates Laws PriceOfAccuracy.
Import ListNotations.
Local Open Scope R_scope.

(* How many pixels of a label lie in S outside A, in A outside S, in both, and elsewhere. *)
Record label := { b : R; a : R; c : R; o : R }.

Definition dice_S B C y := 2 * (b y + c y) / (B + C + b y + a y + c y + o y).
Definition dice_A s C y := 2 * (a y + c y) / (s + C + b y + a y + c y + o y).
Definition jaccard_S B C y := (b y + c y) / (B + C + a y + o y).
Definition jaccard_A s C y := (a y + c y) / (s + C + b y + o y).

(* A holds each pixel of marginal above 1/2 and no other, so it holds at least half of its own pixels on average, and
   S outside A at most half. S is any other prediction, the best for Dice or for Jaccard among them. *)
Theorem price_of_accuracy : forall (B s C : R) (law : list (R * label)),
  is_law law ->
  (forall p y, In (p, y) law ->
    0 <= b y <= B /\ 0 <= a y <= s /\ 0 <= c y <= C /\ 0 <= o y /\ 0 < b y + a y + c y + o y) ->
  0 < B + s ->
  mean b law <= B / 2 -> s / 2 <= mean a law ->
  mean (dice_S B C) law - mean (dice_A s C) law <= 2 / 3 /\
  mean (jaccard_S B C) law - mean (jaccard_A s C) law <= 1 / 2.
Proof.
  intros B s C law [positive total] counts some few many; split.
  - apply Rle_trans with (mean (fun y => 8 / 9 / (B + s) * b y + - (8 / 9 / (B + s)) * a y
      + (2 / 3 - 8 / 9 * ((B - s) / 2) / (B + s))) law).
    + replace (mean (dice_S B C) law - mean (dice_A s C) law)
        with (mean (fun y => 1 * dice_S B C y + -1 * dice_A s C y + 0) law) by (rewrite mean_linear; ring).
      apply mean_le; [ assumption | intros p y here; destruct (counts p y here) as (? & ? & ? & ? & ?) ].
      pose proof (dice_of_one_label (b y) (B - b y) (a y) (s - a y) (c y) (C - c y) (o y)) as bound; cbv zeta in bound.
      replace (b y + (B - b y)) with B in bound by ring; replace (a y + (s - a y)) with s in bound by ring;
        replace (c y + (C - c y)) with C in bound by ring.
      unfold dice_S, dice_A.
      assert (left : 8 / 9 / (B + s) * b y + - (8 / 9 / (B + s)) * a y + (2 / 3 - 8 / 9 * ((B - s) / 2) / (B + s))
        = 2 / 3 + 8 / 9 * (b y - a y - (B - s) / 2) / (B + s)) by (field; lra).
      rewrite left; eapply Rle_trans; [ | apply bound; lra ]; lra.
    + rewrite mean_linear, total.
      pose proof (mean_is_two_thirds B s (mean b law) (mean a law)) as last.
      assert (same : 8 / 9 / (B + s) * mean b law + - (8 / 9 / (B + s)) * mean a law
        + (2 / 3 - 8 / 9 * ((B - s) / 2) / (B + s)) * 1
        = 2 / 3 + 8 / 9 * (mean b law - mean a law - (B - s) / 2) / (B + s)) by (field; lra).
      rewrite same; apply last; try lra; destruct law as [ | [p y] rest ]; simpl in total; try lra;
        destruct (counts p y (or_introl eq_refl)); lra.
  - apply Rle_trans with (mean (fun y => / (B + s) * b y + - / (B + s) * a y + s / (B + s)) law).
    + replace (mean (jaccard_S B C) law - mean (jaccard_A s C) law)
        with (mean (fun y => 1 * jaccard_S B C y + -1 * jaccard_A s C y + 0) law) by (rewrite mean_linear; ring).
      apply mean_le; [ assumption | intros p y here; destruct (counts p y here) as (? & ? & ? & ? & ?) ].
      pose proof (jaccard_of_one_label (b y) (B - b y) (a y) (s - a y) (c y) (C - c y) (o y)) as bound; cbv zeta in bound.
      replace (b y + (B - b y)) with B in bound by ring; replace (a y + (s - a y)) with s in bound by ring;
        replace (c y + (C - c y)) with C in bound by ring.
      unfold jaccard_S, jaccard_A.
      assert (left : / (B + s) * b y + - / (B + s) * a y + s / (B + s) = (b y + s - a y) / (B + s)) by (field; lra).
      rewrite left; eapply Rle_trans; [ | apply bound; lra ]; lra.
    + rewrite mean_linear, total.
      pose proof (mean_is_half B s (mean b law) (mean a law)) as last.
      assert (same : / (B + s) * mean b law + - / (B + s) * mean a law + s / (B + s) * 1
        = (mean b law + s - mean a law) / (B + s)) by (field; lra).
      rewrite same; apply last; try lra; destruct law as [ | [p y] rest ]; simpl in total; try lra;
        destruct (counts p y (or_introl eq_refl)); lra.
Qed.

(* Nothing smaller would do: two disjoint labels of one pixel, 1/2 each; accuracy marks nothing, S is both pixels. *)
Theorem price_of_accuracy_is_tight : exists law : list (R * label),
  is_law law /\
  (forall p y, In (p, y) law ->
    0 <= b y <= 2 /\ 0 <= a y <= 0 /\ 0 <= c y <= 0 /\ 0 <= o y /\ 0 < b y + a y + c y + o y) /\
  mean b law <= 2 / 2 /\ 0 / 2 <= mean a law /\
  mean (dice_S 2 0) law - mean (dice_A 0 0) law = 2 / 3 /\
  mean (jaccard_S 2 0) law - mean (jaccard_A 0 0) law = 1 / 2.
Proof.
  pose (one := {| b := 1; a := 0; c := 0; o := 0 |}).
  exists [(1 / 2, one); (1 / 2, one)].
  unfold dice_S, dice_A, jaccard_S, jaccard_A, is_law; simpl.
  repeat split; try lra; intros;
    repeat match goal with
    | here : _ \/ _ |- _ => destruct here as [ here | here ]
    | here : (_, _) = (_, _) |- _ => injection here; clear here; intros; subst
    | here : False |- _ => destruct here
    end; simpl; lra.
Qed.
