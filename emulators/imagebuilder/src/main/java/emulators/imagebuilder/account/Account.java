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
 * <p>One lock guards all resources: reads and changes go through {@link #withLock}. Returned values are immutable, so answers and messages are written without the lock.
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

    /** Runs the work with the lock, then its {@link #afterUnlock} tasks without the lock. */
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

    /** Runs the task after the lock is released, if the current work succeeds. */
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

    /** Returns the images that Amazon provides. */
    public Images amazonImages() {
        if (amazonImages.isEmpty()) {
            amazonImages = Optional.of(AmazonImages.in(arns));
        }
        return amazonImages.get();
    }

    /** Returns the build with this ARN, or the newest build of a version ARN. Includes the images that Amazon provides. */
    public Optional<Image> findImage(String arn) {
        return imagesBeside(arn).find(arn);
    }

    /** Returns the collection for an image with this ARN: the account's or Amazon's. */
    public Images imagesBeside(String arn) {
        return Arns.placeOf(arn).account().equals("aws") ? amazonImages() : images;
    }

    /** Returns the collection for a resource with this ARN. Not for images. */
    public Optional<Resources> holderOf(String arn) {
        return resources.values().stream().filter(kind -> kind.has(arn)).findFirst();
    }
}
