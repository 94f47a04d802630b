// `tlgen ops`: the operator schema to C.
#ifndef GEN_OPS_H
#define GEN_OPS_H

/// Runs the command on what follows its name; returns the exit status.
int ops_command(int count, char **arguments);

#endif
