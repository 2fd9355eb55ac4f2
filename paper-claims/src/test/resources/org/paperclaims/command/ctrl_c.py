"""Press Ctrl-C on the terminal of a program that writes to a log.

ctrl_c.py LOG WORD PROGRAM...: the keys are pressed once WORD stands in LOG. All that comes to the
terminal goes to stdout; the exit code is the program's.
"""
import os, pty, signal, sys, time

log, word = sys.argv[1], sys.argv[2]
child, terminal = pty.fork()
if child == 0:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    out = os.open(log, os.O_WRONLY | os.O_CREAT)
    os.dup2(out, 1)
    os.dup2(out, 2)
    os.execvp(sys.argv[3], sys.argv[3:])
while not os.path.exists(log) or word not in open(log, errors="replace").read():
    if os.waitpid(child, os.WNOHANG)[0]:
        sys.exit("the program ended before it said " + word)
    time.sleep(0.05)
os.write(terminal, b"\x03")
while True:
    try:
        some = os.read(terminal, 65536)
    except OSError:
        break
    if not some:
        break
    sys.stdout.buffer.write(some)
sys.stdout.flush()
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
