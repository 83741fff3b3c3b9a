package emulators.imagebuilder.account;

import static java.util.Objects.requireNonNull;

import emulators.wire.clock.EmulatorClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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

    private final Map<ResourceKind, Resources> resources = new EnumMap<>(ResourceKind.class);
    private final Images images = new Images();
    private Optional<Images> amazonImages = Optional.empty();
    private long sequence;

    public Account(Arns arns, EmulatorClock clock) {
        this.arns = requireNonNull(arns, "arns");
        this.clock = requireNonNull(clock, "clock");
        for (ResourceKind kind : ResourceKind.values()) {
            resources.put(kind, new Resources());
        }
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
    public void afterUnlock(Runnable work) {
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

    public Resources resources(ResourceKind kind) {
        return resources.get(kind);
    }

    public Resources pipelines() {
        return resources(ResourceKind.IMAGE_PIPELINE);
    }

    public Images images() {
        return images;
    }

    /** The images that Amazon provides. */
    public Images amazonImages() {
        if (amazonImages.isEmpty()) {
            amazonImages = Optional.of(AmazonImages.in(arns));
        }
        return amazonImages.get();
    }

    /** The build with this ARN, or the newest of this version: one of Amazon's, if its ARN says so. */
    public Optional<Image> findImage(String arn) {
        return imagesBeside(arn).find(arn);
    }

    /** The images among which one with this ARN would be. */
    public Images imagesBeside(String arn) {
        return Arns.placeOf(arn).account().equals("aws") ? amazonImages() : images;
    }

    /** The resources, images aside, among which the ARN is. */
    public Optional<Resources> holderOf(String arn) {
        return resources.values().stream().filter(kind -> kind.has(arn)).findFirst();
    }
}
