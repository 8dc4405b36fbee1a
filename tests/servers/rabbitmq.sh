#!/usr/bin/env bash
# RabbitMQ for tests: on loopback, with a node, a folder, a cookie and an epmd of its own, any free ports, as any user.
#   rabbitmq.sh start DIR     starts it and prints its URL; one that was stopped comes back where it was, with what it had
#   rabbitmq.sh stop DIR      stops it by its pids
#   rabbitmq.sh kill DIR      kills the node with -9, as a crash does
#   rabbitmq.sh ctl DIR WORD… rabbitmqctl
set -euo pipefail
verb=$1 dir=$(realpath -m "$2")
shift 2
server=/usr/lib/rabbitmq/bin/rabbitmq-server # never the one in /usr/sbin, which starts another one
is_running() { kill -0 "$1" 2>/dev/null && ! grep -qs "^State:.Z" "/proc/$1/status"; }
is_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
free_port() { local port=$((10000 + RANDOM % 9000)); until is_free "$port"; do port=$((10000 + RANDOM % 9000)); done; echo "$port"; }
gone() { for _ in $(seq 1 300); do is_running "$1" || return 0; sleep 0.05; done; }
answers() { local first; exec 3<>"/dev/tcp/127.0.0.1/$1" || return 1; printf 'AMQP\0\0\11\1' >&3; IFS= read -r -n 1 -t 2 -d '' first <&3; }
environment() {
    read -r port between epmd <"$dir/ports"
    export HOME=$dir RABBITMQ_CONF_ENV_FILE=/dev/null RABBITMQ_NODENAME=sea@localhost RABBITMQ_NODE_IP_ADDRESS=127.0.0.1 \
        RABBITMQ_NODE_PORT=$port RABBITMQ_DIST_PORT=$between ERL_EPMD_PORT=$epmd ERL_EPMD_ADDRESS=127.0.0.1 \
        RABBITMQ_MNESIA_BASE=$dir/mnesia RABBITMQ_LOG_BASE=$dir/log RABBITMQ_CONFIG_FILE=$dir/rabbitmq.conf \
        RABBITMQ_ENABLED_PLUGINS_FILE=$dir/plugins RABBITMQ_PID_FILE=$dir/node.pid \
        RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="-kernel inet_dist_use_interface {127,0,0,1} +sbwt none +sbwtdcpu none +sbwtdio none"
}
end() { # SIGNAL: the node, then the epmd
    local pid
    for name in node shell epmd; do
        [ -f "$dir/$name.pid" ] || continue
        pid=$(cat "$dir/$name.pid")
        kill "-$1" "$pid" 2>/dev/null || true
        gone "$pid"
        rm -f "$dir/$name.pid"
    done
}

case $verb in
start)
    [ -x $server ] || { echo "RabbitMQ is missing: apt-get install rabbitmq-server" >&2; exit 3; }
    mkdir -p "$dir/mnesia" "$dir/log"
    [ -f "$dir/ports" ] || echo "$(free_port) $(free_port) $(free_port)" >"$dir/ports"
    [ -f "$dir/.erlang.cookie" ] || { od -An -N16 -tx1 /dev/urandom | tr -d ' \n' >"$dir/.erlang.cookie"; chmod 400 "$dir/.erlang.cookie"; }
    environment
    echo '[].' >"$dir/plugins"
    cat >"$dir/rabbitmq.conf" <<END
listeners.tcp.1 = 127.0.0.1:$port
default_user = sea
default_pass = sea
loopback_users = none
vm_memory_high_watermark.absolute = 512MB
disk_free_limit.absolute = 50MB
log.console = true
log.console.level = warning
log.file = false
END
    setsid epmd -port "$epmd" -address 127.0.0.1 >"$dir/epmd.log" 2>&1 </dev/null &
    echo $! >"$dir/epmd.pid"
    setsid $server >"$dir/console.log" 2>&1 </dev/null &
    echo $! >"$dir/shell.pid"
    for _ in $(seq 1 600); do
        answers "$port" 2>/dev/null && break
        is_running "$(cat "$dir/shell.pid")" || { cat "$dir/console.log" >&2; exit 3; }
        sleep 0.1
    done
    echo "amqp://sea:sea@127.0.0.1:$port/"
    ;;
stop) end TERM ;;
kill) end KILL ;;
ctl)
    environment
    exec /usr/lib/rabbitmq/bin/rabbitmqctl "$@"
    ;;
*)
    echo "usage: rabbitmq.sh start|stop|kill|ctl DIR" >&2
    exit 2
    ;;
esac
