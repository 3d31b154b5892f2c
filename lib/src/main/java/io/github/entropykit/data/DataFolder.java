package io.github.entropykit.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * The folder {@code data/} with its list of checksums. A file is read only if its SHA-256 is the one that
 * {@code data/checksums.sha256} states, and nothing is ever downloaded: what is wrong is said, with the command
 * that puts it right.
 */
public final class DataFolder {

    /** Name of the system property that points to the folder. */
    static final String PROPERTY = "entropykit.data";

    /** Name of the environment variable that points to the folder. */
    static final String VARIABLE = "ENTROPYKIT_DATA";

    private static final String CHECKSUMS = "checksums.sha256";

    private final Path path;
    private final Map<String, String> checksums;

    private DataFolder(Path path, Map<String, String> checksums) {
        this.path = path;
        this.checksums = checksums;
    }

    /**
     * Finds the folder: the system property {@code entropykit.data} if it is set, else the environment variable
     * {@code ENTROPYKIT_DATA}, else the nearest {@code data/checksums.sha256} from the working directory upwards.
     *
     * @return the folder
     * @throws DataException if there is none
     */
    public static DataFolder find() {
        String named = System.getProperty(PROPERTY, System.getenv(VARIABLE));
        return named == null || named.isBlank() ? above(Path.of("")) : at(Path.of(named));
    }

    /**
     * Opens a given folder.
     *
     * @param folder a folder with a {@code checksums.sha256}, in the format of {@code sha256sum}
     * @return the folder
     * @throws DataException if the list of checksums is missing or cannot be read
     */
    public static DataFolder at(Path folder) {
        Path list = folder.resolve(CHECKSUMS);
        Map<String, String> checksums = new HashMap<>();
        try {
            for (String line : Files.readAllLines(list, StandardCharsets.UTF_8)) {
                String[] parts = line.strip().split("\\s+[*]?", 2);
                if (parts.length == 2) {
                    checksums.put(parts[1], parts[0]);
                }
            }
        } catch (IOException e) {
            throw new DataException(list + " cannot be read; " + remedy(CHECKSUMS)
                    + ", or point the system property " + PROPERTY + " to the kit's data folder", e);
        }
        return new DataFolder(folder, Map.copyOf(checksums));
    }

    /** The nearest data folder at or above a directory. */
    static DataFolder above(Path start) {
        for (Path dir = start.toAbsolutePath().normalize(); dir != null; dir = dir.getParent()) {
            if (Files.isRegularFile(dir.resolve("data").resolve(CHECKSUMS))) {
                return at(dir.resolve("data"));
            }
        }
        throw new DataException("No data/" + CHECKSUMS + " here or in any folder above; start Java inside the kit,"
                + " or point the system property " + PROPERTY + " (or the environment variable " + VARIABLE
                + ") to its data folder", null);
    }

    /**
     * Where the folder is.
     *
     * @return the path of the folder
     */
    public Path path() {
        return path;
    }

    /**
     * Reads a whole file and checks it.
     *
     * @param name path below the folder, with forward slashes, such as {@code mnist/train-labels-idx1-ubyte.gz}
     * @return the bytes of the file
     * @throws DataException if the file is missing, is not in the list of checksums, or is not what the list says
     */
    public byte[] read(String name) {
        String expected = checksums.get(name);
        if (expected == null) {
            throw new DataException(name + " has no line in " + path.resolve(CHECKSUMS) + "; " + remedy(CHECKSUMS), null);
        }
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(path.resolve(name));
        } catch (NoSuchFileException e) {
            throw new DataException(path.resolve(name) + " is missing; " + remedy(name), e);
        } catch (IOException e) {
            throw new DataException(path.resolve(name) + " cannot be read (" + e.getMessage() + "); " + remedy(name), e);
        }
        if (!sha256(bytes).equalsIgnoreCase(expected)) {
            throw new DataException(path.resolve(name) + " is truncated or altered: its SHA-256 is not the one in "
                    + CHECKSUMS + "; " + remedy(name), null);
        }
        return bytes;
    }

    /** How to get a file of this folder back. */
    static String remedy(String name) {
        return "restore it with `git checkout -- data/" + name + "`";
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
