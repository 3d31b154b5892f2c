package io.github.entropykit.info;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Every public method of a package, called with every argument made bad in turn.
 *
 * <p>The methods are found, not listed, so a new one cannot be forgotten. Each call must end in an
 * {@link IllegalArgumentException} whose message contains the name of the parameter. A method without parameters, or
 * whose parameters take every value (a seed), has nothing to test. A parameter of a type for which no valid argument is
 * known fails the test, except in an {@code Adapter}: its arguments belong to another library, and are only made null.
 *
 * <p>Arguments are looked up by the most special key that is there: {@code "Class.method.parameter"}, then
 * {@code "parameter"}, then the parameter's type; a value of another type than the parameter's is passed over.
 */
public final class PublicMethods {
    private final Map<?, ?> good;
    private final Map<?, List<Object>> bad;
    private final Map<Class<?>, Object> receivers;

    /**
     * @param good      valid arguments by key (see above), fitting each other
     * @param bad       invalid arguments by key; null comes in addition for all but primitives
     * @param receivers objects on which to call instance methods
     */
    public PublicMethods(Map<?, ?> good, Map<?, List<Object>> bad, Map<Class<?>, Object> receivers) {
        this.good = good;
        this.bad = bad;
        this.receivers = receivers;
    }

    /** Makes all calls on the public classes in the package of one of them; returns how many there were. */
    public int refuseBadInput(Class<?> neighbour) throws ReflectiveOperationException, URISyntaxException {
        int calls = 0;
        for (Class<?> type : publicClasses(neighbour)) {
            Method[] methods = type.getDeclaredMethods();
            Arrays.sort(methods, Comparator.comparing(Method::toString));
            for (Method method : methods) {
                Object receiver = receivers.get(type);
                boolean callable = Modifier.isStatic(method.getModifiers()) || receiver != null;
                if (callable && Modifier.isPublic(method.getModifiers()) && !method.getName().equals("equals")) {
                    calls += refuse(method, receiver);
                }
            }
        }
        return calls;
    }

    private int refuse(Method method, Object receiver) throws IllegalAccessException {
        Parameter[] parameters = method.getParameters();
        if (method.getDeclaringClass().getSimpleName().endsWith("Adapter")) {
            refuse(method, receiver, new Object[parameters.length], parameters[0].getName());
            return 1;
        }
        int calls = 0;
        for (int i = 0; i < parameters.length; i++) {
            Class<?> type = parameters[i].getType();
            List<Object> values = new ArrayList<>();
            if (lookUp(bad, method, parameters[i]) instanceof List<?> list) {
                values.addAll(list);
            }
            if (!type.isPrimitive()) {
                values.add(null);
            }
            for (Object value : values) {
                Object[] arguments = Stream.of(parameters).map(p -> argument(method, p)).toArray();
                arguments[i] = value;
                refuse(method, receiver, arguments, parameters[i].getName());
                calls++;
            }
        }
        return calls;
    }

    private Object argument(Method method, Parameter parameter) {
        Object value = lookUp(good, method, parameter);
        assertThat(value).as("valid argument " + parameter + " for " + method).isNotNull();
        return value;
    }

    /** The most special entry whose value, or whose list of values, is of the parameter's type. */
    private static Object lookUp(Map<?, ?> map, Method method, Parameter parameter) {
        Class<?> type = MethodType.methodType(parameter.getType()).wrap().returnType();
        String special = method.getDeclaringClass().getSimpleName() + "." + method.getName() + "." + parameter.getName();
        return Stream.of(special, parameter.getName(), parameter.getType()).map(map::get)
                .filter(value -> type.isInstance(value) || value instanceof List<?> list && list.stream().allMatch(type::isInstance))
                .findFirst().orElse(null);
    }

    private static void refuse(Method method, Object receiver, Object[] arguments, String name)
            throws IllegalAccessException {
        String call = method + " with " + Arrays.deepToString(arguments);
        try {
            Object result = method.invoke(receiver, arguments);
            throw new AssertionError(call + " returned " + result);
        } catch (InvocationTargetException e) {
            assertThat(e.getCause()).as(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(name);
        }
    }

    private static List<Class<?>> publicClasses(Class<?> neighbour) throws ReflectiveOperationException, URISyntaxException {
        File root = new File(neighbour.getProtectionDomain().getCodeSource().getLocation().toURI());
        String[] files = new File(root, neighbour.getPackageName().replace('.', '/')).list();
        assertThat(files).as("class files in " + root).isNotEmpty();
        List<Class<?>> classes = new ArrayList<>();
        Arrays.sort(files);
        for (String file : files) {
            if (file.endsWith(".class") && !file.equals("package-info.class")) {
                String name = file.substring(0, file.length() - ".class".length());
                // Not initialised: the Vector API may be absent, which only the class that uses it would notice.
                Class<?> type = Class.forName(neighbour.getPackageName() + "." + name, false, neighbour.getClassLoader());
                if (Modifier.isPublic(type.getModifiers())) {
                    classes.add(type);
                }
            }
        }
        return classes;
    }
}
