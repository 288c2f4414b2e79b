(* Lovász against soft Jaccard: the mean over thresholds, of which finitely many matter, against the score of the means. *)
From Coq Require Import Reals Lra Psatz List.
From DiceWorkbook Require Import Certificates Laws LovaszSoftJaccard.
Import ListNotations.
Local Open Scope R_scope.

(* Chebyshev's inequality: of two functions that rise together the mean of the product is no less than the product. *)
Lemma rise_together {A : Type} (f g : A -> R) (law : list (R * A)) :
  is_law law ->
  (forall p a q b, In (p, a) law -> In (q, b) law -> (f a >= f b /\ g a >= g b) \/ (f b >= f a /\ g b >= g a)) ->
  mean f law * mean g law <= mean (fun a => f a * g a) law.
Proof.
  intros [positive whole] together.
  assert (inner : forall a, mean (fun b => f b * g b + f a * g a - f a * g b - f b * g a) law
    = mean (fun b => f b * g b) law + f a * g a - f a * mean g law - mean f law * g a).
  { intros a; clear positive together; revert whole.
    assert (general : forall l, mean (fun b => f b * g b + f a * g a - f a * g b - f b * g a) l
      = mean (fun b => f b * g b) l + f a * g a * mean (fun _ => 1) l - f a * mean g l - mean f l * g a).
    { induction l as [ | [p b] rest IH ]; simpl; [ | rewrite IH ]; ring. }
    intros whole; rewrite general, whole; ring. }
  assert (zero : mean (fun _ : A => 0) law = 0)
    by (clear; induction law as [ | [p a] rest IH ]; simpl; [ | rewrite IH ]; ring).
  assert (outer : 0 <= mean (fun a => mean (fun b => f b * g b + f a * g a - f a * g b - f b * g a) law) law).
  { rewrite <- zero at 1; apply mean_le; [ assumption | intros p a here ].
    rewrite <- zero at 1; apply mean_le; [ assumption | intros q b there ].
    destruct (together p a q b here there) as [ [? ?] | [? ?] ];
      [ pose proof (chebyshev (f a) (f b) (g a) (g b)) | pose proof (chebyshev (f b) (f a) (g b) (g a)) ]; lra. }
  rewrite (mean_ext _ _ law inner) in outer.
  assert (last : forall c l, mean (fun a => c + f a * g a - f a * mean g law - mean f law * g a) l
    = c * mean (fun _ => 1) l + mean (fun a => f a * g a) l - mean f l * mean g law - mean f law * mean g l).
  { intros c; induction l as [ | [p a] rest IH ]; simpl; [ | rewrite IH ]; ring. }
  rewrite last, whole in outer; lra.
Qed.

(* At a threshold a of the P foreground pixels and b background pixels are mispredicted; both fall as it rises. *)
Theorem lovasz_below_soft_jaccard : forall (A : Type) (P : R) (thresholds : list (R * A)) (a b : A -> R),
  is_law thresholds -> 0 < P ->
  (forall p t, In (p, t) thresholds -> 0 <= a t <= P /\ 0 <= b t) ->
  (forall p t q u, In (p, t) thresholds -> In (q, u) thresholds ->
    (a t <= a u /\ b t <= b u) \/ (a u <= a t /\ b u <= b t)) ->
  1 - mean (fun t => (P - a t) / (P + b t)) thresholds
    <= 1 - (P - mean a thresholds) / (P + mean b thresholds).
Proof.
  intros A P law a b is some counts falls; pose proof is as [positive whole].
  assert (b_mean : 0 <= mean b law).
  { apply Rle_trans with (mean (fun _ => 0) law).
    - clear; induction law as [ | [p t] rest IH ]; simpl; lra.
    - apply mean_le; [ assumption | intros p t here; apply (counts p t here) ]. }
  assert (X : mean (fun t => P - a t) law = P - mean a law).
  { assert (general : forall l, mean (fun t => P - a t) l = P * mean (fun _ => 1) l - mean a l)
      by (induction l as [ | [p t] rest IH ]; simpl; [ | rewrite IH ]; ring).
    rewrite general, whole; ring. }
  assert (inside : 0 <= P - mean a law).
  { rewrite <- X; apply Rle_trans with (mean (fun _ => 0) law).
    - clear; induction law as [ | [p t] rest IH ]; simpl; lra.
    - apply mean_le; [ assumption | intros p t here; destruct (counts p t here); lra ]. }
  assert (product : mean (fun t => P - a t) law * mean (fun t => / (P + b t)) law
    <= mean (fun t => (P - a t) * / (P + b t)) law).
  { apply rise_together; [ assumption | intros p t q u here there ].
    destruct (counts p t here), (counts q u there).
    destruct (falls p t q u here there) as [ [? ?] | [? ?] ]; [ left | right ];
      (split; [ lra | apply Rle_ge, Rinv_le_contravar; lra ]). }
  assert (convex : / (P + mean b law) <= mean (fun t => / (P + b t)) law).
  { set (c := P + mean b law).
    apply Rle_trans with (mean (fun t => - / c ^ 2 * b t + 0 * b t + (/ c - (P - c) / c ^ 2)) law).
    - rewrite mean_linear, whole; right; unfold c; field; lra.
    - apply mean_le; [ assumption | intros p t here; destruct (counts p t here) ].
      pose proof (jensen (P + b t) c) as line.
      assert (0 < c) by (unfold c; lra).
      assert (same : - / c ^ 2 * b t + 0 * b t + (/ c - (P - c) / c ^ 2) = 1 / c - (P + b t - c) / c ^ 2) by (field; lra).
      rewrite same; apply Rge_le; replace (/ (P + b t)) with (1 / (P + b t)) by (field; lra); apply line; lra. }
  rewrite X in product.
  assert (bound : (P - mean a law) / (P + mean b law) <= mean (fun t => (P - a t) / (P + b t)) law).
  { apply Rle_trans with ((P - mean a law) * mean (fun t => / (P + b t)) law).
    - unfold Rdiv; apply Rmult_le_compat_l; assumption.
    - exact product. }
  lra.
Qed.
