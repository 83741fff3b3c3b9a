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
 * Everything that one AWS account keeps in Image Builder in one Region.
 *
 * <p>One lock guards it all: whatever reads or changes it goes through {@link #exclusively}. What is handed out is
 * immutable, so answers and messages are written without the lock.
 */
public final class Account {

    private final Arns arns;
    private final EmulatorClock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Runnable> afterwards = new ArrayList<>();

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

    /** Does the work while nobody else can, then, without the lock, what it left for {@link #afterwards}. */
    public <T> T exclusively(Supplier<T> work) {
        if (lock.isHeldByCurrentThread()) {
            throw new IllegalStateException("What is left for afterwards would be done too early");
        }
        T result;
        List<Runnable> left;
        lock.lock();
        try {
            result = work.get();
            left = List.copyOf(afterwards);
        } finally {
            afterwards.clear();
            lock.unlock();
        }
        left.forEach(Runnable::run);
        return result;
    }

    /** Leaves something to be done once the lock is free, if the work that leaves it succeeds. */
    void afterwards(Runnable work) {
        afterwards.add(work);
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

    /** By seed alone: no operation makes them. */
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

    /** The kind of resources that holds this ARN; images are none of them. */
    public Optional<Resources> holderOf(String arn) {
        return List.of(recipes.resources(), infrastructureConfigurations, distributionConfigurations, pipelines)
                .stream()
                .filter(resources -> resources.has(arn))
                .findFirst();
    }
}
