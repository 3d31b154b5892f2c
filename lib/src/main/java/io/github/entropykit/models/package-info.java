/** Small networks as Deep Java Library blocks, initialisers that are what their names say, and the reuse of trained layers. */
package io.github.entropykit.models;
