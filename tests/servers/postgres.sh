#!/usr/bin/env bash
# PostgreSQL for tests: on loopback, with private data, any free port.
#   postgres.sh start DIR    starts it, unless it runs, and prints the Npgsql connection string; SYNC=on for tests that kill it,
#                            SERVER_PORT=N so that it comes back where it was, CONNECTIONS=N for other than 300,
#                            DISK=64m for data on a disk of that size, its log apart (it mounts: as root)
#   postgres.sh stop DIR     stops it by its pid
#   postgres.sh freeze DIR   stops it and each process of its with SIGSTOP, so that it answers nothing; go-on DIR lets all go on
#   postgres.sh kill DIR     kills it and each process of its with -9; start brings it back
set -euo pipefail
verb=$1 dir=$2
bin=${PG_BIN:-$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)}

# Its user may not be let into the folder that this was called from.
dir=$(realpath -m "$dir")
cd /

# PostgreSQL refuses to run as root; setpriv execs, so the pid stays the server's own.
as_owner() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --init-groups --reset-env -- "$@"; else "$@"; fi; }
url() { echo "Host=127.0.0.1;Port=$1;Username=sea;Password=sea;Database=postgres"; }
# One that has ended and was not waited for yet still has a number.
is_running() { kill -0 "$1" 2>/dev/null && ! grep -qs "^State:.Z" "/proc/$1/status"; }
is_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

case $verb in
start)
    [ -x "$bin/postgres" ] || { echo "PostgreSQL is missing: apt-get install postgresql" >&2; exit 3; }
    mkdir -p "$dir"
    chmod 755 "$dir"
    if [ -f "$dir/pid" ] && is_running "$(cat "$dir/pid")" && [ "$(head -n 1 "$dir/data/postmaster.pid")" = "$(cat "$dir/pid")" ]; then
        url "$(sed -n 4p "$dir/data/postmaster.pid")"
        exit 0
    fi
    [ "$(id -u)" != 0 ] || chown postgres:postgres "$dir"
    if [ ! -f "$dir/data/PG_VERSION" ]; then
        log=()
        if [ -n "${DISK:-}" ]; then
            mkdir "$dir/data"
            mount -t tmpfs -o "size=$DISK,mode=700,uid=$(id -u postgres),gid=$(id -g postgres)" tmpfs "$dir/data" || { echo "a disk of its own needs root" >&2; exit 3; }
            # Without room for its log PostgreSQL ends: a disk of its own is where it belongs.
            log=(--waldir="$dir/wal")
        fi
        printf sea | as_owner tee "$dir/password" >/dev/null
        as_owner "$bin/initdb" -D "$dir/data" -U sea -A scram-sha-256 --pwfile="$dir/password" --encoding=UTF8 \
            --locale=C.UTF-8 --no-sync "${log[@]}" >"$dir/initdb.log"
    fi
    port=${SERVER_PORT:-$((20000 + RANDOM % 12000))}
    until [ -n "${SERVER_PORT:-}" ] || is_free "$port"; do port=$((20000 + RANDOM % 12000)); done
    durable=()
    [ "${SYNC:-off}" = on ] || durable=(-c fsync=off -c synchronous_commit=off -c full_page_writes=off)
    if [ "$(id -u)" = 0 ]; then
        setsid setpriv --reuid=postgres --regid=postgres --init-groups --reset-env -- "$bin/postgres" -D "$dir/data" -p "$port" \
            -c listen_addresses=127.0.0.1 -c unix_socket_directories="$dir" -c max_connections="${CONNECTIONS:-300}" -c shared_buffers=256MB -c random_page_cost=1.1 \
            "${durable[@]}" >"$dir/log" 2>&1 </dev/null &
    else
        setsid "$bin/postgres" -D "$dir/data" -p "$port" -c listen_addresses=127.0.0.1 -c unix_socket_directories="$dir" \
            -c max_connections="${CONNECTIONS:-300}" -c shared_buffers=256MB -c random_page_cost=1.1 "${durable[@]}" >"$dir/log" 2>&1 </dev/null &
    fi
    echo $! >"$dir/pid"
    for _ in $(seq 1 300); do
        "$bin/pg_isready" -q -h 127.0.0.1 -p "$port" -U sea -d postgres && break
        is_running "$(cat "$dir/pid")" || { cat "$dir/log" >&2; exit 3; }
        sleep 0.1
    done
    url "$port"
    ;;
stop)
    [ -f "$dir/pid" ] || exit 0
    kill -INT "$(cat "$dir/pid")" 2>/dev/null || true
    for _ in $(seq 1 200); do is_running "$(cat "$dir/pid")" || break; sleep 0.1; done
    rm -f "$dir/pid"
    ! mountpoint -q "$dir/data" || umount "$dir/data"
    ;;
kill)
    # First the one that would start others in the place of those that die, then those: they hold the memory that the next one needs.
    pid=$(cat "$dir/pid")
    others=$(ps -o pid= --ppid "$pid")
    kill -KILL "$pid" $others 2>/dev/null || true
    for one in $pid $others; do for _ in $(seq 1 200); do is_running "$one" || break; sleep 0.02; done; done
    # All are dead. Where nobody has buried them their numbers still look alive to the next one, which would not start.
    rm -f "$dir/pid" "$dir/data/postmaster.pid" "$dir"/.s.PGSQL.*.lock
    ;;
freeze)
    # First the one that would start others.
    kill -STOP "$(cat "$dir/pid")"
    kill -STOP $(ps -o pid= --ppid "$(cat "$dir/pid")") 2>/dev/null || true
    ;;
go-on)
    kill -CONT $(ps -o pid= --ppid "$(cat "$dir/pid")") "$(cat "$dir/pid")"
    ;;
*)
    echo "usage: postgres.sh start|stop|freeze|go-on|kill DIR" >&2
    exit 2
    ;;
esac
