(* Submodularity over sets of pixels, of images of every size, from the second differences of the claims. *)
From Coq Require Import Reals Lra Lia Arith Bool Psatz.
From DiceWorkbook Require Import Certificates Submodularity.
Local Open Scope R_scope.

(* A set of pixels, which have numbers; and how many of the pixels below n it holds. *)
Definition set := nat -> bool.
Definition union (A B : set) : set := fun i => A i || B i.
Definition meet (A B : set) : set := fun i => A i && B i.

Fixpoint count (n : nat) (A : set) : nat :=
  match n with
  | O => O
  | S k => ((if A k then 1 else 0) + count k A)%nat
  end.

Definition submodular (F : set -> R) : Prop := forall A B, F (union A B) + F (meet A B) <= F A + F B.

(* The Tversky loss of mispredicting the pixels of a set, of an image of n pixels whose label is Y: a false positives
   and b false negatives. With weights (1, 1) it is the Jaccard loss, with (1/2, 1/2) the Dice loss. *)
Definition of_counts (α β : R) (P b a : nat) : R :=
  1 - (INR P - INR b) / (INR P - INR b + α * INR a + β * INR b).
Definition tversky_loss (α β : R) (n : nat) (Y : set) (M : set) : R :=
  of_counts α β (count n Y) (count n (meet Y M)) (count n (fun i => negb (Y i) && M i)).

(* What the claims give of a function g of two numbers, b of them up to P. *)
Definition steps (g : nat -> nat -> R) (P : nat) : Prop :=
  (forall b a, (b + 2 <= P)%nat -> g (S (S b)) a + g b a <= 2 * g (S b) a) /\
  (forall b a, (b <= P)%nat -> g b (S (S a)) + g b a <= 2 * g b (S a)) /\
  (forall b a, (b + 1 <= P)%nat -> g (S b) (S a) + g b a <= g (S b) a + g b (S a)).

(* What one more adds never grows with the others. *)
Lemma step_b g P k l : steps g P -> forall b a, (b + k + 1 <= P)%nat ->
  g (S (b + k)) (a + l)%nat - g (b + k)%nat (a + l)%nat <= g (S b) a - g b a.
Proof.
  intros (two_b & _ & one_each); induction l as [ | l IH ]; intros b a inside.
  - rewrite Nat.add_0_r; induction k as [ | k IHk ]; [ rewrite Nat.add_0_r; lra | ].
    specialize (IHk ltac:(lia)); pose proof (two_b (b + k)%nat a ltac:(lia)) as step.
    replace (b + S k)%nat with (S (b + k)) by lia; lra.
  - specialize (IH b a inside); pose proof (one_each (b + k)%nat (a + l)%nat ltac:(lia)) as step.
    replace (a + S l)%nat with (S (a + l)) by lia; lra.
Qed.

Lemma step_a g P k l : steps g P -> forall b a, (b + k <= P)%nat ->
  g (b + k)%nat (S (a + l)) - g (b + k)%nat (a + l)%nat <= g b (S a) - g b a.
Proof.
  intros (_ & two_a & one_each); induction k as [ | k IH ]; intros b a inside.
  - rewrite Nat.add_0_r; induction l as [ | l IHl ]; [ rewrite Nat.add_0_r; lra | ].
    pose proof (two_a b (a + l)%nat ltac:(lia)) as step.
    replace (a + S l)%nat with (S (a + l)) by lia; lra.
  - specialize (IH b a ltac:(lia)); pose proof (one_each (b + k)%nat (a + l)%nat ltac:(lia)) as step.
    replace (b + S k)%nat with (S (b + k)) by lia; lra.
Qed.

Lemma both g P b a i j k l : steps g P -> (b + i + k <= P)%nat ->
  g (b + i + k)%nat (a + j + l)%nat + g b a <= g (b + i)%nat (a + j)%nat + g (b + k)%nat (a + l)%nat.
Proof.
  intros given inside; induction j as [ | j IH ].
  - rewrite Nat.add_0_r; induction i as [ | i IHi ]; [ rewrite Nat.add_0_r; lra | ].
    specialize (IHi ltac:(lia)); pose proof (step_b g P k l given (b + i) a ltac:(lia)) as step.
    replace (b + S i + k)%nat with (S (b + i + k)) by lia; replace (b + S i)%nat with (S (b + i)) by lia; lra.
  - pose proof (step_a g P k l given (b + i) (a + j) ltac:(lia)) as step.
    replace (a + S j + l)%nat with (S (a + j + l)) by lia; replace (a + S j)%nat with (S (a + j)) by lia; lra.
Qed.

Lemma count_le n A B : (forall i, A i = true -> B i = true) -> (count n A <= count n B)%nat.
Proof.
  intros inside; induction n as [ | n IH ]; simpl; [ lia | ].
  specialize (inside n); destruct (A n), (B n); try discriminate (inside eq_refl); lia.
Qed.

(* Of a class C of pixels: what A and B share, what only one of them holds, and what they hold together. *)
Lemma count_parts n (C A B : set) :
  let shared := count n (fun i => C i && (A i && B i)) in
  let first := count n (fun i => C i && (A i && negb (B i))) in
  let second := count n (fun i => C i && (B i && negb (A i))) in
  count n (fun i => C i && (A i || B i)) = (shared + first + second)%nat /\
  count n (fun i => C i && A i) = (shared + first)%nat /\ count n (fun i => C i && B i) = (shared + second)%nat.
Proof.
  induction n as [ | n IH ]; simpl in *; [ lia | ].
  destruct IH as (one & two & three); destruct (C n), (A n), (B n); simpl; lia.
Qed.

Theorem tversky_is_submodular : forall (α β : R) (n : nat) (Y : set),
  0 <= α -> 1 <= β -> (0 < count n Y)%nat -> submodular (tversky_loss α β n Y).
Proof.
  intros α β n Y weigh_a weigh_b some A B; unfold tversky_loss.
  pose proof (count_parts n Y A B) as (b_all & b_A & b_B).
  pose proof (count_parts n (fun i => negb (Y i)) A B) as (a_all & a_A & a_B).
  cbv beta in *; unfold union, meet.
  rewrite b_all, b_A, b_B, a_all, a_A, a_B.
  apply (both _ (count n Y)); [ repeat split | ].
  - intros b a inside; unfold of_counts.
    assert (INR (b + 2) <= INR (count n Y)) as least by (apply le_INR; assumption).
    rewrite plus_INR in least; simpl in least; pose proof (pos_INR a); pose proof (pos_INR b).
    pose proof (two_false_negatives (INR a) (INR b) α β (INR (count n Y))) as claim; cbv zeta in claim.
    repeat rewrite Rplus_0_r in claim; repeat rewrite Rminus_0_r in claim; rewrite !S_INR.
    specialize (claim ltac:(lra) ltac:(lra) ltac:(lra) ltac:(lra) ltac:(lra) ltac:(lra)).
    replace (INR b + 1 + 1) with (INR b + 2) by ring.
    replace (INR (count n Y) - (INR b + 2)) with (INR (count n Y) - INR b - 2) by ring.
    replace (INR (count n Y) - (INR b + 1)) with (INR (count n Y) - INR b - 1) by ring; lra.
  - intros b a inside; unfold of_counts.
    assert (INR b <= INR (count n Y)) as least by (apply le_INR; assumption).
    assert (1 <= INR (count n Y)) by (apply (le_INR 1); lia).
    pose proof (pos_INR a); pose proof (pos_INR b).
    pose proof (two_false_positives (INR a) (INR b) α β (INR (count n Y))) as claim; cbv zeta in claim.
    repeat rewrite Rplus_0_r in claim; repeat rewrite Rminus_0_r in claim; rewrite !S_INR.
    assert (INR (count n Y) - INR b + α * INR a + β * INR b > 0) by nra.
    specialize (claim ltac:(lra) ltac:(lra) ltac:(lra) ltac:(lra) ltac:(lra) ltac:(lra)).
    replace (INR a + 1 + 1) with (INR a + 2) by ring; lra.
  - intros b a inside; unfold of_counts.
    assert (INR (b + 1) <= INR (count n Y)) as least by (apply le_INR; assumption).
    rewrite plus_INR in least; simpl in least; pose proof (pos_INR a); pose proof (pos_INR b).
    pose proof (one_of_each (INR a) (INR b) α β (INR (count n Y))) as claim; cbv zeta in claim.
    repeat rewrite Rplus_0_r in claim; repeat rewrite Rminus_0_r in claim; rewrite !S_INR.
    specialize (claim ltac:(lra) ltac:(lra) ltac:(lra) ltac:(lra) ltac:(lra) ltac:(lra)).
    replace (INR (count n Y) - (INR b + 1)) with (INR (count n Y) - INR b - 1) by ring; lra.
  - rewrite <- b_all; apply count_le; intros i; destruct (Y i); [ reflexivity | discriminate ].
Qed.

(* The condition is needed: below 1 an image of two foreground pixels is enough. *)
Theorem submodular_only_from_one : forall (α β : R), 0 < β -> β < 1 ->
  ~ submodular (tversky_loss α β 2 (fun _ => true)).
Proof.
  intros α β positive below claimed; specialize (claimed (fun i => Nat.eqb i 0) (fun i => Nat.eqb i 1)).
  unfold tversky_loss, of_counts, meet, union in claimed; simpl in claimed.
  pose proof (fails_below 2 β) as fails; cbv zeta in fails.
  specialize (fails ltac:(lra) ltac:(lra) ltac:(lra)).
  replace (1 + 1 - (1 + 1)) with 0 in claimed by ring; replace (1 + 1 - 0) with 2 in claimed by ring.
  replace (1 + 1 - 1) with 1 in claimed by ring.
  replace (2 + α * 0 + β * 0) with 2 in claimed by ring; replace (1 + α * 0 + β * 1) with (1 + β) in claimed by ring.
  replace (2 - 2) with 0 in fails by ring; replace (2 - 1) with 1 in fails by ring.
  unfold Rdiv in *; rewrite !Rmult_0_l in *; rewrite Rinv_r in * by lra; lra.
Qed.
