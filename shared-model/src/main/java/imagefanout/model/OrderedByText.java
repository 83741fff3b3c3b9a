package imagefanout.model;

/** A value that is ordered by its text. */
public interface OrderedByText<T> extends Comparable<T> {
    @Override
    default int compareTo(T other) {
        return toString().compareTo(other.toString());
    }
}
