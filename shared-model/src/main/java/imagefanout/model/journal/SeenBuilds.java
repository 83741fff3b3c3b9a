package imagefanout.model.journal;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Digest;
import imagefanout.model.identity.ImageBuildArn;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.BitSet;
import java.util.stream.IntStream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * The builds that the list of all builds has shown in a sweep, in a Bloom filter: however many they are, it is handed on in one
 * item. It never takes a build that was shown for one that was not. Of 100,000 builds that were not shown it takes 90 for shown;
 * they are others in the next sweep.
 */
public final class SeenBuilds {
    private static final int BITS = 1 << 21;
    private static final int HEX_DIGITS_PER_HASH = 8;

    private final Instant sweep;
    private final BitSet bits;

    private SeenBuilds(Instant sweep, BitSet bits) {
        this.sweep = requireNonNull(sweep, "sweep");
        this.bits = bits;
    }

    /** None yet. */
    public static SeenBuilds none(Instant sweep) {
        return new SeenBuilds(sweep, new BitSet(BITS));
    }

    /** As {@link #toBytes()} returned them. */
    public static SeenBuilds of(Instant sweep, byte[] bytes) {
        try (InflaterInputStream inflated = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
            return new SeenBuilds(sweep, BitSet.valueOf(inflated.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** When the sweep began: it stands for the sweep. */
    public Instant sweep() {
        return sweep;
    }

    /** At most 257 KB. */
    public byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflated = new DeflaterOutputStream(bytes)) {
            deflated.write(bits.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public void add(ImageBuildArn arn) {
        bits(arn).forEach(bits::set);
    }

    public boolean contains(ImageBuildArn arn) {
        return bits(arn).allMatch(bits::get);
    }

    private IntStream bits(ImageBuildArn arn) {
        String hashes = Digest.of("seen")
                .add(sweep.toString())
                .add(arn.toString())
                .end()
                .hex();
        return IntStream.iterate(0, digit -> digit < hashes.length(), digit -> digit + HEX_DIGITS_PER_HASH)
                .map(digit -> Integer.parseUnsignedInt(hashes, digit, digit + HEX_DIGITS_PER_HASH, 16) & (BITS - 1));
    }
}
