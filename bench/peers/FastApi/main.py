"""FastAPI as the grocery's document writes it: SQLAlchemy's async sessions on asyncpg, models of pydantic, OFFSET and count,
GZipMiddleware, a middleware that logs the start and the end of each request, and Redis around what is asked for often.
Two of the document's lines would make it wrong or slower than its authors meant, so they are better here: keys hold the
request's own parameters (hash() differs between workers), and sizes come from one pool per worker."""

import json
import logging
import os
import time
import uuid
from datetime import datetime
from decimal import Decimal
from functools import wraps
from typing import Any, Dict, List, Optional

import redis.asyncio as redis
from fastapi import Depends, FastAPI, HTTPException, Query, Request
from fastapi.middleware.cors import CORSMiddleware
from fastapi.middleware.gzip import GZipMiddleware
from pydantic import BaseModel, Field
from sqlalchemy import BigInteger, Boolean, Column, DateTime, ForeignKey, Integer, String, Text, func, select, update
from sqlalchemy.dialects.postgresql import UUID
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import declarative_base, sessionmaker

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
logger = logging.getLogger("shop")
engine = create_async_engine(os.environ["PEER_DATABASE"], pool_size=10, max_overflow=0)
Session = sessionmaker(engine, class_=AsyncSession, expire_on_commit=False)
redis_client = redis.Redis.from_url(os.environ["PEER_REDIS"], decode_responses=True) if "PEER_REDIS" in os.environ else None
Base = declarative_base()


class Product(Base):
    __tablename__ = "products"
    __table_args__ = {"schema": "grocery"}
    id = Column(BigInteger, primary_key=True)
    name = Column(String)
    price = Column(BigInteger)
    currency = Column(String)
    category_id = Column(BigInteger)
    is_active = Column(Boolean)
    image_url = Column(String)
    thumbnails = Column(Text)
    created_at = Column(DateTime(timezone=True))
    description = Column(Text)
    code = Column(String)
    updated_at = Column(DateTime(timezone=True))
    version = Column(BigInteger)


class Stock(Base):
    __tablename__ = "product_stock"
    __table_args__ = {"schema": "grocery"}
    product_id = Column(BigInteger, primary_key=True)
    quantity = Column(BigInteger)


class Order(Base):
    __tablename__ = "orders"
    __table_args__ = {"schema": "grocery"}
    id = Column(BigInteger, primary_key=True)
    public_id = Column(UUID(as_uuid=True))
    user_id = Column(BigInteger)
    status = Column(String)
    total = Column(BigInteger)
    currency = Column(String)
    created_at = Column(DateTime(timezone=True))
    updated_at = Column(DateTime(timezone=True))


class OrderItem(Base):
    __tablename__ = "order_items"
    __table_args__ = {"schema": "grocery"}
    id = Column(BigInteger, primary_key=True)
    order_id = Column(BigInteger, ForeignKey(Order.id))
    product_id = Column(BigInteger)
    name = Column(String)
    price = Column(BigInteger)
    quantity = Column(Integer)


class ProductOut(BaseModel):
    id: int
    name: str
    price: Decimal
    currency: str
    category_id: Optional[int]
    is_active: bool
    image_url: Optional[str]
    thumbnails: Optional[Dict[str, Any]]
    created_at: datetime
    description: str
    code: Optional[str]
    updated_at: datetime
    version: int


class ProductPage(BaseModel):
    items: List[ProductOut]
    total: int
    page: int
    size: int
    pages: int


class NewOrderItem(BaseModel):
    product_id: int
    quantity: int = Field(gt=0, le=1000)


class NewOrder(BaseModel):
    items: List[NewOrderItem] = Field(min_items=1, max_items=100)


app = FastAPI(title="Shop")
app.add_middleware(CORSMiddleware, allow_origins=["https://shop.example.com"], allow_methods=["*"], allow_headers=["*"])
app.add_middleware(GZipMiddleware, minimum_size=1000)


@app.middleware("http")
async def log_requests(request: Request, call_next):
    correlation_id = str(uuid.uuid4())
    started = time.time()
    logger.info("request_started %s %s %s", correlation_id, request.method, request.url)
    response = await call_next(request)
    logger.info("request_completed %s %s %.4f", correlation_id, response.status_code, time.time() - started)
    response.headers["X-Correlation-ID"] = correlation_id
    return response


async def get_db():
    async with Session() as session:
        yield session


def cache_result(expire_time=300):
    def decorator(function):
        @wraps(function)
        async def wrapper(db, **kwargs):
            if redis_client is None:
                return await function(db, **kwargs)
            key = f"{function.__name__}:{sorted(kwargs.items())}"
            cached = await redis_client.get(key)
            if cached:
                return json.loads(cached)
            result = await function(db, **kwargs)
            await redis_client.setex(key, expire_time, result.json())
            return result

        return wrapper

    return decorator


def shown(product: Product) -> ProductOut:
    values = {name: getattr(product, name) for name in ProductOut.__fields__}
    values["price"] = Decimal(product.price) / 100
    values["thumbnails"] = json.loads(product.thumbnails) if product.thumbnails else None
    return ProductOut(**values)


@cache_result(expire_time=300)
async def get_products_from_db(db: AsyncSession, page: int, size: int) -> ProductPage:
    total = (await db.execute(select(func.count()).select_from(Product).where(Product.is_active))).scalar_one()
    found = await db.execute(
        select(Product).where(Product.is_active).order_by(Product.created_at.desc(), Product.id.desc()).offset((page - 1) * size).limit(size))
    return ProductPage(
        items=[shown(product) for product in found.scalars()], total=total, page=page, size=size, pages=(total + size - 1) // size)


@app.get("/products", response_model=ProductPage)
async def list_products(page: int = Query(1, ge=1), size: int = Query(20, ge=1, le=100), db: AsyncSession = Depends(get_db)):
    return await get_products_from_db(db, page=page, size=size)


@app.get("/products/{product_id}", response_model=ProductOut)
async def get_product(product_id: int, db: AsyncSession = Depends(get_db)):
    product = await db.get(Product, product_id)
    if product is None:
        raise HTTPException(status_code=404, detail="Product not found")
    return shown(product)


@app.post("/orders", status_code=201)
async def place_order(order: NewOrder, db: AsyncSession = Depends(get_db)):
    ids = [line.product_id for line in order.items]
    async with db.begin():
        found = await db.execute(select(Product).where(Product.id.in_(ids), Product.is_active))
        products = {product.id: product for product in found.scalars()}
        if len(products) < len(set(ids)):
            raise HTTPException(status_code=404, detail="Product not found")
        now = datetime.utcnow().astimezone()
        placed = Order(public_id=uuid.uuid4(), status="placed", currency="EUR", created_at=now, updated_at=now,
                       total=sum(products[line.product_id].price * line.quantity for line in order.items))
        db.add(placed)
        await db.flush()
        for line in order.items:
            product = products[line.product_id]
            db.add(OrderItem(order_id=placed.id, product_id=product.id, name=product.name, price=product.price, quantity=line.quantity))
        for line in sorted(order.items, key=lambda asked: asked.product_id):
            taken = await db.execute(
                update(Stock).where(Stock.product_id == line.product_id, Stock.quantity >= line.quantity)
                .values(quantity=Stock.quantity - line.quantity).execution_options(synchronize_session=False))
            if taken.rowcount == 0:
                raise HTTPException(status_code=409, detail="Out of stock")
    return {"id": str(placed.public_id), "total": str(Decimal(placed.total) / 100), "status": placed.status}
