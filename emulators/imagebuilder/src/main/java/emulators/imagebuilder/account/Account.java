package emulators.imagebuilder.account;

import static java.util.Objects.requireNonNull;

import emulators.wire.clock.EmulatorClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The resources of one AWS account in one Region.
 *
 * <p>One lock guards all of them: reads and changes go through {@link #withLock}. What they return is immutable, so
 * answers and messages are written without the lock.
 */
public final class Account {

    private final Arns arns;
    private final EmulatorClock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Runnable> afterUnlock = new ArrayList<>();

    private final Recipes recipes = new Recipes(new Resources());
    private final Resources containerRecipes = new Resources();
    private final Resources infrastructureConfigurations = new Resources();
    private final Resources distributionConfigurations = new Resources();
    private final Resources pipelines = new Resources();
    private final Images images = new Images();
    private long sequence;

    public Account(Arns arns, EmulatorClock clock) {
        this.arns = requireNonNull(arns, "arns");
        this.clock = requireNonNull(clock, "clock");
    }

    /** Runs the work with the lock, then the tasks that it passed to {@link #afterUnlock} without the lock. */
    public <T> T withLock(Supplier<T> work) {
        if (lock.isHeldByCurrentThread()) {
            throw new IllegalStateException("The lock is already held: tasks for after it would run too early");
        }
        T result;
        List<Runnable> left;
        lock.lock();
        try {
            result = work.get();
            left = List.copyOf(afterUnlock);
        } finally {
            afterUnlock.clear();
            lock.unlock();
        }
        left.forEach(Runnable::run);
        return result;
    }

    /** Runs the task once the lock is free, if the current work succeeds. */
    void afterUnlock(Runnable work) {
        afterUnlock.add(work);
    }

    public long nextSequence() {
        return ++sequence;
    }

    public Arns arns() {
        return arns;
    }

    public String id() {
        return arns.account();
    }

    public Instant now() {
        return clock.instant();
    }

    public Recipes recipes() {
        return recipes;
    }

    /** Only a seed creates them. */
    public Resources containerRecipes() {
        return containerRecipes;
    }

    public Resources infrastructureConfigurations() {
        return infrastructureConfigurations;
    }

    public Resources distributionConfigurations() {
        return distributionConfigurations;
    }

    public Resources pipelines() {
        return pipelines;
    }

    public Images images() {
        return images;
    }

    /** The resources, images aside, among which the ARN is. */
    public Optional<Resources> holderOf(String arn) {
        return List.of(recipes.resources(), infrastructureConfigurations, distributionConfigurations, pipelines)
                .stream()
                .filter(resources -> resources.has(arn))
                .findFirst();
    }
}
