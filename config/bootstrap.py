"""Makes the environment of this project: `python3 config/bootstrap.py [runtime|dev]`.

Runs on a bare Python with nothing installed, before anything else; so it uses the standard library alone, and says what
went wrong in one line. The lock files carry hashes and no addresses: packages come from wherever this machine's pip is
set up to look. uv makes it quick where it can be had; pip is the base line, since uv does not read pip's configuration.
"""

import hashlib
import os
import shutil
import subprocess  # nosec B404
import sys
import time

OLDEST = (3, 11)
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")


def fail(line):
    sys.exit("setup: " + line)


def use_new_enough_python():
    if sys.version_info >= OLDEST:
        return
    for minor in (14, 13, 12, 11):
        other = shutil.which("python3.%d" % minor)
        if other:
            os.execv(other, [other] + sys.argv)  # nosec B606
    fail("Python %d.%d or newer is needed, this is %s." % (OLDEST + (sys.version.split()[0],)))


def run(arguments, quiet=False):
    """Run a step and return (succeeded, last line of its output)."""
    result = subprocess.run(  # nosec B603
        arguments, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True
    )
    lines = [line for line in result.stdout.splitlines() if line.strip()]
    if result.returncode and not quiet:
        log = os.path.join(ROOT, "var", "setup.log")
        os.makedirs(os.path.dirname(log), exist_ok=True)
        with open(log, "w") as file:
            file.write(result.stdout)
    return result.returncode == 0, lines[-1] if lines else "no output"


def stamp_of(lock):
    with open(lock, "rb") as file:
        return hashlib.sha256(file.read() + sys.version.encode()).hexdigest()


def make_venv():
    if os.path.exists(PYTHON) and run([PYTHON, "-c", "import pip"], quiet=True)[0]:
        return
    print("setup: making the environment in .venv", flush=True)
    worked, last = run([sys.executable, "-m", "venv", "--clear", VENV])
    if not worked:
        fail("python3 -m venv failed (on Debian: apt-get install python3-venv). It said: %s" % last)


def install(lock):
    names = os.path.relpath(lock, ROOT)
    print("setup: installing %s" % names, flush=True)
    started = time.time()
    uv = os.path.join(VENV, "bin", "uv")
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r"]
    uv_lock = os.path.join(ROOT, "requirements", "uv.lock")
    quick = os.path.exists(uv) or run([*pip, uv_lock], quiet=True)[0]
    # Compiled once here: where Python may not write bytecode, each of our processes would otherwise compile all of it again.
    uv_install = [uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", PYTHON, "--require-hashes", "-r"]
    if quick and run([*uv_install, lock], quiet=True)[0]:
        how = "uv"
    else:
        worked, last = run([*pip, lock])
        if not worked:
            fail("the packages of %s could not be installed (var/setup.log has it all). It said: %s" % (names, last))
        how = "pip"
    print("setup: installed with %s in %.0f s" % (how, time.time() - started), flush=True)


def main():
    use_new_enough_python()
    wanted = sys.argv[1] if len(sys.argv) > 1 else "runtime"
    lock = os.path.join(ROOT, "requirements", wanted + ".lock")
    stamp = os.path.join(VENV, ".installed-" + wanted)
    if os.path.exists(stamp) and os.path.exists(PYTHON):
        with open(stamp) as file:
            if file.read() == stamp_of(lock):
                return
    make_venv()
    install(lock)
    with open(stamp, "w") as file:
        file.write(stamp_of(lock))


if __name__ == "__main__":
    main()
