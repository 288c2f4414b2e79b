(* The Lovász extension is the convex closure, for every submodular loss of sets, of images of every size (Lovász 1983). *)
From Coq Require Import Reals Lra Lia Arith Bool List Psatz.
From DiceWorkbook Require Import Certificates Laws SubmodularityOfSets LovaszClosure.
Import ListNotations.
Local Open Scope R_scope.

Fixpoint total (n : nat) (f : nat -> R) : R :=
  match n with
  | O => 0
  | S k => total k f + f k
  end.

(* Pixels are numbered so that the errors m fall; the sets of a chain hold the first k of them. *)
Definition chain (k : nat) : set := fun i => Nat.ltb i k.
Definition gradient (F : set -> R) (k : nat) : R := F (chain (S k)) - F (chain k).
Definition lovasz (F : set -> R) (n : nat) (m : nat -> R) : R := F (chain 0) + total n (fun k => m k * gradient F k).
Definition holds (A : set) (k : nat) : R := if A k then 1 else 0.

(* Sets are told apart by what they hold. *)
Definition of_members (F : set -> R) : Prop := forall A B : set, (forall i, A i = B i) -> F A = F B.
Definition below (n : nat) (A : set) : Prop := forall i, A i = true -> (i < n)%nat.

Lemma total_same n f g : (forall k, (k < n)%nat -> f k = g k) -> total n f = total n g.
Proof.
  intros same; induction n as [ | n IH ]; simpl; [ reflexivity | ].
  rewrite IH, (same n) by (intros; try apply same; lia); reflexivity.
Qed.

(* Edmonds's greedy vector lies below the loss on every set. *)
Theorem greedy_below : forall (F : set -> R), of_members F -> submodular F ->
  forall n A, below n A -> F (chain 0) + total n (fun k => holds A k * gradient F k) <= F A.
Proof.
  intros F members sub; induction n as [ | n IH ]; intros A inside; simpl.
  - rewrite (members A (chain 0)); [ lra | ].
    intros i; specialize (inside i); unfold chain; destruct (A i); [ specialize (inside eq_refl); lia | reflexivity ].
  - set (rest := meet A (chain n)).
    assert (IHrest : F (chain 0) + total n (fun k => holds rest k * gradient F k) <= F rest).
    { apply IH; intros i; unfold rest, meet, chain; rewrite andb_true_iff, Nat.ltb_lt; tauto. }
    rewrite (total_same n (fun k => holds rest k * gradient F k) (fun k => holds A k * gradient F k)) in IHrest.
    2: { intros k less; unfold holds, rest, meet, chain; apply Nat.ltb_lt in less; rewrite less, andb_true_r; reflexivity. }
    destruct (A n) eqn:last.
    + replace (holds A n) with 1 by (unfold holds; rewrite last; reflexivity).
      pose proof (sub A (chain n)) as step; fold rest in step.
      rewrite (members (union A (chain n)) (chain (S n))) in step.
      * pose proof (one_pixel (F (chain (S n))) (F rest) (F A) (F (chain n)) step).
        assert (gradient F n = F (chain (S n)) - F (chain n)) by reflexivity; lra.
      * intros i; unfold union, chain; destruct (Nat.ltb_spec i n), (Nat.ltb_spec i (S n)); try lia;
          rewrite ?orb_true_r, ?orb_false_r; try reflexivity.
        -- replace i with n by lia; assumption.
        -- destruct (A i) eqn:here; [ specialize (inside i here); lia | reflexivity ].
    + replace (holds A n) with 0 by (unfold holds; rewrite last; reflexivity).
      rewrite (members A rest); [ lra | ].
      intros i; unfold rest, meet, chain; destruct (A i) eqn:here; [ | reflexivity ].
      specialize (inside i here); destruct (Nat.ltb_spec i n); [ reflexivity | ].
      replace i with n in here by lia; congruence.
Qed.

Lemma mean_total n (f : set -> nat -> R) (law : list (R * set)) :
  mean (fun A => total n (f A)) law = total n (fun k => mean (fun A => f A k) law).
Proof.
  induction n as [ | n IH ]; simpl.
  - induction law as [ | [p A] rest IH ]; simpl; [ | rewrite IH ]; ring.
  - rewrite <- IH; clear IH; induction law as [ | [p A] rest IH ]; simpl; [ | rewrite IH ]; ring.
Qed.

Lemma mean_scaled (f : set -> R) c (law : list (R * set)) : mean (fun A => f A * c) law = mean f law * c.
Proof. induction law as [ | [p A] rest IH ]; simpl; [ | rewrite IH ]; ring. Qed.

(* A mixture of sets whose mean is m: what the convex closure at m is the least mean loss of. *)
Definition mixes (n : nat) (m : nat -> R) (law : list (R * set)) : Prop :=
  is_law law /\ (forall p A, In (p, A) law -> below n A) /\
  (forall k, (k < n)%nat -> mean (fun A => holds A k) law = m k).

(* The mixture of the chain: weight 1 - m 0 on the empty set, m k - m (k + 1) on the first k + 1 pixels. *)
Definition layers (n : nat) (m : nat -> R) : list (R * set) :=
  (1 - m O, chain 0) :: map (fun k => (m k - m (S k), chain (S k))) (seq 0 n).

Lemma mean_layers (f : set -> R) n m :
  mean f (layers n m) = f (chain 0) + total n (fun k => m k * (f (chain (S k)) - f (chain k))) - m n * f (chain n).
Proof.
  unfold layers; simpl.
  assert (sum : mean f (map (fun k => (m k - m (S k), chain (S k))) (seq 0 n))
    = m O * f (chain 0) + total n (fun k => m k * (f (chain (S k)) - f (chain k))) - m n * f (chain n)).
  { assert (append : forall a b : list (R * set), mean f (a ++ b) = mean f a + mean f b).
    { intros a b; induction a as [ | [p A] rest IH ]; simpl; [ | rewrite IH ]; ring. }
    induction n as [ | n IH ]; [ simpl; ring | ].
    rewrite seq_S, map_app, append, IH; simpl; ring. }
  rewrite sum; ring.
Qed.

Lemma indicator n m k : (k < n)%nat ->
  total n (fun j => m j * (holds (chain (S j)) k - holds (chain j) k)) = m k.
Proof.
  assert (zero : forall j, (j <= k)%nat -> total j (fun i => m i * (holds (chain (S i)) k - holds (chain i) k)) = 0).
  { induction j as [ | j IH ]; intros less; simpl; [ reflexivity | rewrite IH by lia ].
    unfold holds, chain; destruct (Nat.ltb_spec k j), (Nat.ltb_spec k (S j)); try lia; ring. }
  induction n as [ | n IH ]; intros less; [ lia | simpl ].
  destruct (Nat.eq_dec k n) as [ same | other ].
  - subst k; rewrite zero by lia; unfold holds, chain.
    destruct (Nat.ltb_spec n n), (Nat.ltb_spec n (S n)); try lia; ring.
  - rewrite IH by lia; unfold holds, chain.
    destruct (Nat.ltb_spec k n), (Nat.ltb_spec k (S n)); try lia; ring.
Qed.

(* The errors m fall from at most 1, and are 0 beyond the image. *)
Definition errors (n : nat) (m : nat -> R) : Prop :=
  m O <= 1 /\ m n = 0 /\ forall k, (k < n)%nat -> m (S k) <= m k.

Theorem lovasz_is_closure : forall (F : set -> R), of_members F -> submodular F ->
  forall n m, errors n m ->
  (forall law, mixes n m law -> lovasz F n m <= mean F law) /\
  (exists law, mixes n m law /\ mean F law = lovasz F n m).
Proof.
  intros F members sub n m (one & none & falls); split.
  - intros law ([positive whole] & inside & marginal).
    apply Rle_trans with (mean (fun A => 1 * total n (fun k => holds A k * gradient F k) + 0 * 0 + F (chain 0)) law).
    + rewrite mean_linear, whole, mean_total; unfold lovasz.
      rewrite (total_same n (fun k => m k * gradient F k) (fun k => mean (fun A => holds A k * gradient F k) law)).
      * assert (zero : mean (fun _ : set => 0) law = 0)
          by (clear; induction law as [ | [p A] rest IH ]; simpl; [ | rewrite IH ]; ring).
        lra.
      * intros k less; rewrite mean_scaled, marginal by assumption; reflexivity.
    + apply mean_le; [ assumption | intros p A here ].
      pose proof (greedy_below F members sub n A (inside p A here)); lra.
  - exists (layers n m); split; [ repeat split | ].
    + intros p A [ here | here ]; [ injection here; intros; subst; lra | ].
      apply in_map_iff in here as (k & same & range); injection same; intros; subst.
      apply in_seq in range; specialize (falls k ltac:(lia)); lra.
    + rewrite mean_layers, none.
      rewrite (total_same n _ (fun _ => 0)) by (intros; ring).
      replace (total n (fun _ => 0)) with 0; [ ring | ].
      clear; induction n as [ | n IH ]; simpl; lra.
    + intros p A here i member.
      assert (exists k, (k <= n)%nat /\ A = chain k) as (k & least & same).
      { destruct here as [ here | here ].
        - injection here; intros; subst; exists O; split; [ lia | reflexivity ].
        - apply in_map_iff in here as (k & same & range); injection same; intros; subst.
          apply in_seq in range; exists (S k); split; [ lia | reflexivity ]. }
      subst A; unfold chain in member; apply Nat.ltb_lt in member; lia.
    + intros k less; rewrite mean_layers, none, indicator by assumption.
      unfold holds, chain; simpl; ring.
    + rewrite mean_layers, none; unfold lovasz, gradient; ring.
Qed.

Theorem lovasz_jaccard_is_closure : forall n Y m, (0 < count n Y)%nat -> errors n m ->
  let F := tversky_loss 1 1 n Y in
  (forall law, mixes n m law -> lovasz F n m <= mean F law) /\
  (exists law, mixes n m law /\ mean F law = lovasz F n m).
Proof.
  intros n Y m some given F; apply lovasz_is_closure; [ | apply tversky_is_submodular; [ lra | lra | assumption ] | assumption ].
  intros A B same; unfold F, tversky_loss.
  assert (alike : forall C : set, count n (fun i => C i && A i) = count n (fun i => C i && B i)).
  { intros C; clear given; induction n as [ | k IH ]; simpl; [ reflexivity | ].
    rewrite same; f_equal; clear - same; induction k as [ | k IH ]; simpl; [ reflexivity | rewrite same, IH; reflexivity ]. }
  unfold meet; rewrite (alike Y), (alike (fun i => negb (Y i))); reflexivity.
Qed.
