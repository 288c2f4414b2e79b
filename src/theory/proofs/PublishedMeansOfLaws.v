(* What a mean Dice tells of the mean Jaccard, for every number of images. *)
From Coq Require Import Reals Lra Psatz List.
From DiceWorkbook Require Import Certificates Laws PublishedMeans.
Import ListNotations.
Local Open Scope R_scope.

Definition scores {A : Type} (images : list (R * A)) (D : A -> R) : Prop :=
  is_law images /\ forall p i, In (p, i) images -> 0 <= D i <= 1.

Theorem mean_jaccard : forall (A : Type) (images : list (R * A)) (D : A -> R),
  scores images D ->
  phi (mean D images) <= mean (fun i => phi (D i)) images <= mean D images.
Proof.
  intros A images D [is unit]; split.
  - apply jensen; [ | assumption | assumption ].
    intros x c ? ? ? ?; apply (tangent c x); lra.
  - apply mean_le; [ apply is | intros p i here; apply (chord (D i)); specialize (unit p i here); lra ].
Qed.

(* Method 1 leads in mean Jaccard whatever the images where d1/(2 - d1) > d2. *)
Theorem surely_leads : forall (A : Type) (images : list (R * A)) (D1 D2 : A -> R),
  scores images D1 -> scores images D2 ->
  phi (mean D1 images) > mean D2 images ->
  mean (fun i => phi (D1 i)) images > mean (fun i => phi (D2 i)) images.
Proof.
  intros A images D1 D2 first second leads.
  pose proof (mean_jaccard A images D1 first); pose proof (mean_jaccard A images D2 second); lra.
Qed.

(* And nowhere else: otherwise some images have these means, and method 1 does not lead. *)
Theorem only_then : forall d1 d2, 0 <= d1 <= 1 -> 0 <= d2 <= 1 -> phi d1 <= d2 ->
  exists (images : list (R * bool)) (D1 D2 : bool -> R),
  scores images D1 /\ scores images D2 /\ mean D1 images = d1 /\ mean D2 images = d2 /\
  mean (fun i => phi (D1 i)) images <= mean (fun i => phi (D2 i)) images.
Proof.
  intros d1 d2 in1 in2 behind.
  exists [(d2, true); (1 - d2, false)], (fun _ => d1), (fun i : bool => if i then 1 else 0).
  assert (phi 1 = 1) by (unfold phi; field).
  assert (phi 0 = 0) by (unfold phi; field).
  unfold scores, is_law; repeat split; simpl; try lra; try nra;
    try (destruct i; lra);
    intros p i [ here | [ here | [] ] ]; injection here; intros; subst; lra.
Qed.
