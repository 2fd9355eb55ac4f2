"""Give a program a terminal of its own, and another width each time that it asks for one.

terminal.py WIDTHS PROGRAM...: the program asks by the control sequence NEXT and goes on when it
reads a line. All that it writes goes to stdout, with a control sequence where the width changes.
"""
import fcntl, os, pty, struct, subprocess, sys, termios

NEXT = b"\033]next\007"
widths = sys.argv[1].split(",")
master, slave = pty.openpty()
modes = termios.tcgetattr(slave)
modes[3] &= ~termios.ECHO
termios.tcsetattr(slave, termios.TCSANOW, modes)
program = subprocess.Popen(
    sys.argv[2:], stdin=slave, stdout=slave, stderr=slave, start_new_session=True,
    preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0))
seen = b""
while True:
    try:
        some = os.read(master, 65536)
    except OSError:
        break
    if not some:
        break
    seen += some
    while NEXT in seen:
        before, seen = seen.split(NEXT, 1)
        width = widths.pop(0)
        sys.stdout.buffer.write(before + b"\033]width;%s\007" % width.encode())
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 50, int(width), 0, 0))
        os.write(master, b"\n")
    # The program's end closes the terminal's other side only when this process lets go of it too.
    if not widths and slave >= 0:
        os.close(slave)
        slave = -1
sys.stdout.buffer.write(seen)
sys.stdout.flush()
sys.exit(program.wait())
