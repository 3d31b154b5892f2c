package io.github.entropykit.notebook;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.Batch;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.translate.Batchifier;
import io.github.entropykit.data.DataFolder;
import io.github.entropykit.training.Seeds;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/**
 * Says whether the library works on this computer: class path, native library, a training step, a chart and the data.
 * It is the Java half of {@code ./kit doctor}; in a project of one's own run
 * {@code java -cp entropykit.jar io.github.entropykit.notebook.Doctor}.
 *
 * <p>Each check prints one line: {@code ok} and what was found, or {@code FAIL}, what is wrong, an arrow and what to do.
 */
public final class Doctor {

    private final PrintStream out;
    private boolean well = true;

    private Doctor(PrintStream out) {
        this.out = out;
    }

    /**
     * Runs all checks; ends the process with status 1 if one of them fails.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        if (!examine(System.out)) {
            System.exit(1);
        }
    }

    /**
     * Runs all checks.
     *
     * @param out where the lines go
     * @return whether all is well
     */
    public static boolean examine(PrintStream out) {
        Doctor doctor = new Doctor(out);
        doctor.check("class path", Doctor::classPath, "build the library again: delete lib/target, then ./kit start");
        boolean loads = doctor.check("PyTorch's native library", Doctor::nativeLibrary,
                "it exists for Linux x86_64, macOS on Apple silicon and Windows x86_64 only, and needs room in DJL_CACHE_DIR");
        if (loads) {
            doctor.check("a training step", Doctor::trainingStep, "report it with this message");
        }
        doctor.check("a chart", Doctor::chart, "install fontconfig and a font (Debian: fontconfig fonts-dejavu-core)");
        doctor.check("data", Doctor::data, "restore the folder: git checkout -- data");
        return doctor.well;
    }

    /** One check: what it found as a phrase, or an exception. */
    @FunctionalInterface
    interface Examination {
        String find() throws Exception;
    }

    /** Prints one line. A native library or a font that is missing shows as an Error, so those count as findings, too. */
    boolean check(String what, Examination examination, String remedy) {
        try {
            out.println("ok    " + what + ": " + examination.find());
            return true;
        } catch (Exception | LinkageError | InternalError failure) {
            String message = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
            out.println("FAIL  " + what + ": " + failure.getClass().getSimpleName() + ", " + message + " -> " + remedy);
            well = false;
            return false;
        }
    }

    static Doctor printingTo(PrintStream out) {
        return new Doctor(out);
    }

    private static String classPath() throws IOException, URISyntaxException {
        Path home = Path.of(Doctor.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (!Files.isRegularFile(home)) {
            return "classes of a build, not a jar";
        }
        try (JarFile jar = new JarFile(home.toFile())) {
            String[] named = jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH).split(" ");
            for (String name : named) {
                if (!Files.isRegularFile(home.resolveSibling(name))) {
                    throw new IOException(name + " is missing beside " + home.getFileName());
                }
            }
            return home.getFileName() + " and " + named.length + " jars";
        }
    }

    private static String nativeLibrary() {
        Seeds.set(0); // the library's own door to the engine, which keeps DJL off the network
        Engine engine = Engine.getInstance();
        return engine.getEngineName() + " " + engine.getVersion();
    }

    private static String trainingStep() {
        Seeds.set(0);
        try (Model model = Model.newInstance("doctor"); NDManager manager = NDManager.newBaseManager()) {
            model.setBlock(Linear.builder().setUnits(3).build());
            Loss loss = Loss.softmaxCrossEntropyLoss();
            Optimizer descent = Optimizer.sgd().setLearningRateTracker(Tracker.fixed(0.1f)).build();
            try (Trainer trainer = model.newTrainer(new DefaultTrainingConfig(loss).optOptimizer(descent))) {
                trainer.initialize(new Shape(12, 4));
                NDArray x = manager.randomNormal(new Shape(12, 4));
                NDArray y = manager.arange(12f).mod(3);
                float before = loss.evaluate(new NDList(y), trainer.evaluate(new NDList(x))).getFloat();
                try (Batch batch = new Batch(manager.newSubManager(), new NDList(x.duplicate()),
                        new NDList(y.duplicate()), 12,
                        Batchifier.STACK, Batchifier.STACK, 0, 1)) {
                    EasyTrain.trainBatch(trainer, batch);
                    trainer.step();
                }
                float after = loss.evaluate(new NDList(y), trainer.evaluate(new NDList(x))).getFloat();
                if (!(after < before)) {
                    throw new ArithmeticException("the loss went from " + before + " to " + after);
                }
                return String.format(Locale.ROOT, "the loss falls from %.3f to %.3f", before, after);
            }
        }
    }

    private static String chart() {
        Figure figure = Plot.titled("A chart").x("x (1)").y("y (1)")
                .line("line", new double[] {0, 1, 2}, new double[] {0, 1, 4}).describe("A line that rises from 0 to 4.");
        return figure.getWidth() + " by " + figure.getHeight() + " pixels";
    }

    private static String data() throws IOException {
        DataFolder folder = DataFolder.find();
        List<String> names = new ArrayList<>();
        for (String line : Files.readAllLines(folder.path().resolve("checksums.sha256"))) {
            if (!line.isBlank()) {
                names.add(line.strip().split("\\s+[*]?", 2)[1]);
            }
        }
        for (String name : names) {
            folder.read(name); // verifies the checksum, or says what is wrong
        }
        return names.size() + " files with the right checksums";
    }
}
