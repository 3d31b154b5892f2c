package io.github.entropykit.kernel;

import com.google.gson.annotations.SerializedName;
import org.dflib.jjava.jupyter.messages.MessageType;

/** The reply to a cell that was not executed because one before it failed. */
final class AbortedReply {

    /** An execute reply; the library's own class for it knows no aborted ones. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    static final MessageType<AbortedReply> TYPE = (MessageType) MessageType.EXECUTE_REPLY;

    final String status = "aborted";
    @SerializedName("execution_count")
    final int executionCount;

    AbortedReply(int executionCount) {
        this.executionCount = executionCount;
    }
}
